import { ComparePage } from '@/components/experiments/compare/compare-page'
import { firstSeries } from '@/components/experiments/compare/first-series'
import { runsIn } from '@/components/experiments/compare/view'
import { apiAddress } from '@/components/ui/api-address'
import { requireContext } from '@/lib/auth/require-context'
import { readComparedMetrics, readComparedRuns } from '@/lib/comparison/read-runs'

export const metadata = { title: 'Compare runs' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'experiments.read')
  const query = await searchParams
  const get = (name: string) => (Array.isArray(query[name]) ? query[name].join(',') : (query[name] ?? null))
  const { ids } = runsIn(get('runs'))
  const [initial, metrics] = await Promise.all([readComparedRuns(ctx, ids), readComparedMetrics(ctx, { runs: ids, names: [], limit: 4 })])
  const suggested = metrics.metrics.map(({ key }) => key).filter((key) => !key.startsWith('system/'))
  return (
    <>
      {/* The browser asks for them before the scripts are there that draw them. */}
      {firstSeries(get, initial.runs.map(({ id }) => id), suggested).map((path) => (
        <link key={path} rel="preload" as="fetch" crossOrigin="anonymous" href={apiAddress(ctx.workspace.slug, path)} />
      ))}
      <ComparePage initial={initial} suggested={suggested} />
    </>
  )
}
