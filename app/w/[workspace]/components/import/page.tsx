import type { Metadata } from 'next'
import { ImportPage } from '@/components/workspace-components/import-page'
import { requireContext } from '@/lib/auth/require-context'
import { environmentChoices } from '@/lib/environments/choose'

export const metadata: Metadata = { title: 'Import a component' }

export default async function ImportComponentPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'components.write')
  return <ImportPage environments={await environmentChoices(ctx)} />
}
