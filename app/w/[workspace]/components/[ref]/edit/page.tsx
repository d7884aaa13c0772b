import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PythonEditor } from '@/components/workspace-components/python-editor'
import { requireContext } from '@/lib/auth/require-context'
import { environmentChoices } from '@/lib/environments/choose'
import { isAppError } from '@/lib/errors'
import { readOwn } from '@/lib/workspace-components/read'

export const metadata: Metadata = { title: 'Edit component' }

export default async function EditComponentPage({ params }: { params: Promise<{ workspace: string; ref: string }> }) {
  const { workspace, ref } = await params
  const ctx = await requireContext(workspace, 'components.write')
  const component = await readOwn(ctx, decodeURIComponent(ref)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  if (component.kind !== 'python') notFound()
  return <PythonEditor component={component} environments={await environmentChoices(ctx)} />
}
