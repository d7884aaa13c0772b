import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EnvironmentPage } from '@/components/environments/environment-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readEnvironment } from '@/lib/environments/read'
import { parseRef } from '@/lib/environments/ref'

interface Props {
  params: Promise<{ workspace: string; ref: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: parseRef(decodeURIComponent((await params).ref)).name }
}

export default async function Environment({ params }: Props) {
  const { workspace, ref } = await params
  const ctx = await requireContext(workspace, 'compute.read')
  const { name, version } = parseRef(decodeURIComponent(ref))
  const environment = await readEnvironment(ctx, name, version).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  return <EnvironmentPage key={`${environment.name}@${environment.version}`} initial={environment} />
}
