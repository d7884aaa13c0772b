import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EnvironmentForm } from '@/components/environments/environment-form'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readEnvironment } from '@/lib/environments/read'
import { parseRef } from '@/lib/environments/ref'

export const metadata: Metadata = { title: 'New version' }

export default async function EditEnvironment({ params }: { params: Promise<{ workspace: string; ref: string }> }) {
  const { workspace, ref } = await params
  const ctx = await requireContext(workspace, 'environments.write')
  const { name, version } = parseRef(decodeURIComponent(ref))
  const environment = await readEnvironment(ctx, name, version).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  if (environment.kind === 'curated') notFound()
  return <EnvironmentForm key={`${environment.name}@${environment.version}`} environment={environment} />
}
