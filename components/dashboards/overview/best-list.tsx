import { Nothing, Row, Rows } from '@/components/home/section'
import { formatNumber } from '@/components/ui/format'
import type { BestRun } from '@/lib/dashboards/overview-schema'
import { Sparkline } from './sparkline'

/** "+0.02 within 30 days", or since when it is the best. */
export function changeWords({ value, before }: Pick<BestRun, 'value' | 'before'>, days: number): string {
  if (value === null || before === null) return ''
  const change = value - before
  const span = days === 0 ? 'since the first known' : `in ${days} days`
  return change === 0 ? `no change ${span}` : `${change > 0 ? '+' : '−'}${formatNumber(Math.abs(change), 3)} ${span}`
}

/** The best run of each experiment that was worked in last, with how the best has moved. */
export function BestList({ workspace, best, days }: { workspace: string; best: BestRun[]; days: number }) {
  const known = best.filter(({ run }) => run !== null)
  if (known.length === 0) return <Nothing>No run has a metric yet. Run a pipeline that trains a model, or log runs with MLflow.</Nothing>
  return (
    <Rows>
      {known.map((row) => (
        <Row
          key={row.experiment.id}
          href={`/w/${workspace}/experiments/${row.experiment.id}/runs/${row.run!.id}`}
          title={row.experiment.name}
          note={`${row.goal === 'max' ? 'highest' : 'lowest'} ${row.metric} · ${row.run!.name}`}
        >
          <span className="max-sm:hidden">{changeWords(row, days)}</span>
          <Sparkline records={row.records} />
          <span className="w-16 text-right font-medium text-fg">{formatNumber(row.value!, 4)}</span>
        </Row>
      ))}
    </Rows>
  )
}
