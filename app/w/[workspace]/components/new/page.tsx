import type { Metadata } from 'next'
import { PythonEditor } from '@/components/workspace-components/python-editor'
import { requireContext } from '@/lib/auth/require-context'
import { environmentChoices } from '@/lib/environments/choose'

export const metadata: Metadata = { title: 'New Python component' }

export default async function NewComponentPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'components.write')
  return <PythonEditor environments={await environmentChoices(ctx)} />
}
