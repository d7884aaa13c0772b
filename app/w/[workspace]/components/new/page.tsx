import type { Metadata } from 'next'
import { PythonEditor } from '@/components/workspace-components/python-editor'
import { requireContext } from '@/lib/auth/require-context'
import { curatedEnvironments } from '@/lib/environments/list'

export const metadata: Metadata = { title: 'New Python component' }

export default async function NewComponentPage({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'components.write')
  return <PythonEditor environments={curatedEnvironments().map(({ name, title }) => ({ name, title }))} />
}
