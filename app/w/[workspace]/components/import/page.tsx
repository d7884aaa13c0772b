import type { Metadata } from 'next'
import { ImportPage } from '@/components/workspace-components/import-page'
import { requireContext } from '@/lib/auth/require-context'
import { curatedEnvironments } from '@/lib/environments/list'

export const metadata: Metadata = { title: 'Import a component' }

export default async function ImportComponentPage({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'components.write')
  return <ImportPage environments={curatedEnvironments().map(({ name, title }) => ({ name, title }))} />
}
