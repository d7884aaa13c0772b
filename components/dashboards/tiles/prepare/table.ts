import type { ChartTable } from '@/components/charts/prepare/spec'
import { columnLabel, columnSyntax, isMetric } from '@/components/experiments/value-text'
import { statusOf } from '@/components/experiments/status'
import { statusLooks } from '@/components/ui/status'
import type { TileView } from '@/lib/dashboards/schema'
import type { TileTable } from '@/lib/dashboards/tile-data'

/** The rows as a file takes them. */
export function tableOf({ runs, columns }: TileTable): ChartTable {
  return {
    columns: [{ label: 'Run', numeric: false }, { label: 'State', numeric: false }, ...columns.map((column) => ({ label: columnLabel(column), numeric: isMetric(column) })), { label: 'By', numeric: false }, { label: 'Started', numeric: false }],
    rows: runs.map((run) => [run.name, statusLooks[statusOf[run.status]].word, ...columns.map((column) => run.values[column] ?? null), run.user, new Date(run.startMs).toISOString()]),
  }
}

/** The order in which the experiment's page shows the same runs. */
export function orderOf(view: TileView): string {
  if (view.kind === 'best') return `${columnSyntax(`metrics.${view.metric}`)} ${view.goal === 'max' ? 'DESC' : 'ASC'}`
  return view.kind === 'runs' ? view.order : ''
}
