import { RunsPage } from '@/components/runs/list/runs-page'
import { requireContext } from '@/lib/auth/require-context'
import { listPipelines } from '@/lib/pipelines/list'

export const metadata = { title: 'Runs' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'runs.read')
  const pipelines = await listPipelines(ctx)
  return <RunsPage pipelines={pipelines.map(({ id, name }) => ({ id, name }))} />
}
