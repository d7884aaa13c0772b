import { ComparePage } from '@/components/experiments/compare/compare-page'
import { runsIn } from '@/components/experiments/compare/view'
import { requireContext } from '@/lib/auth/require-context'
import { readComparedMetrics, readComparedRuns } from '@/lib/comparison/read-runs'

export const metadata = { title: 'Compare runs' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<{ runs?: string | string[] }>
}

export default async function Page({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'experiments.read')
  const { runs } = await searchParams
  const { ids } = runsIn(Array.isArray(runs) ? runs.join(',') : (runs ?? null))
  const [initial, metrics] = await Promise.all([readComparedRuns(ctx, ids), readComparedMetrics(ctx, { runs: ids, names: [], limit: 4 })])
  return <ComparePage initial={initial} suggested={metrics.metrics.map(({ key }) => key).filter((key) => !key.startsWith('system/'))} />
}
