import { PipelinesPage } from '@/components/pipelines/list/pipelines-page'
import { requireContext } from '@/lib/auth/require-context'
import { listPipelines } from '@/lib/pipelines/list'
import { datasetsOf, templates } from '@/lib/samples'

export const metadata = { title: 'Pipelines' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'pipelines.read')
  const initial = await listPipelines(ctx, { limit: 500 })
  return <PipelinesPage initial={initial} templates={templates.map((template) => ({ ...template, datasets: datasetsOf(template) }))} />
}
