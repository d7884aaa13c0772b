import { measuresOfRuns, metricByParam, metricKey } from '@/db/queries/dashboards/tiles'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { searchableRuns } from '@/lib/tracking/filter/schema'
import { withPatterns } from '@/lib/tracking/filter/with-patterns'
import { columnValues } from '@/lib/tracking/runs/columns'
import { readMetricSeries, readRunTable } from '@/lib/tracking/runs/view'
import { countTrackedRuns, searchRuns } from '@/lib/tracking/runs/search'
import type { DashboardFilters, TileView } from '../schema'
import type { TileData } from '../tile-data'
import { questionOf, required, type RunQuestion } from './question'

type View<K extends TileView['kind']> = Extract<TileView, { kind: K }>

/** Points that a scatter draws at most; the newest. */
const mostPoints = 2000
const mostBars = 30
const metricField = (name: string) => `metrics."${name.replaceAll('"', '""')}"`
const also = (filter: string, more: string) => [filter, more].filter(Boolean).join(' AND ')

/** The newest runs that have the metric, each as a line that keeps every spike. */
export async function readLines(ctx: Context, view: View<'lines'>, filters: DashboardFilters): Promise<TileData> {
  const question = await questionOf(ctx, view, filters)
  const metric = required(view.metric, 'a metric')
  const input = { experimentIds: [question.experiment.id], filter: also(question.filter, `${metricField(metric)} IS NOT NULL`) }
  const [{ rows }, total] = await Promise.all([searchRuns(ctx, { ...input, maxResults: view.runs }), countTrackedRuns(ctx, input)])
  const groups = view.group ? await columnValues(ctx, rows.map(({ id }) => id), [{ name: 'group', kind: 'param', key: view.group, of: 'last' }]) : null
  const lines = await Promise.all(
    rows.map(async (row) => ({
      group: groups ? (groups.get(row.id)?.group?.toString() ?? null) : null,
      run: { id: row.run_id, name: row.name, status: row.status, kind: row.kind, pipelineRunId: row.pipeline_run_id },
      points: (await readMetricSeries(ctx, row.run_id, [metric])).find(({ name }) => name === metric)?.points ?? [],
    })),
  )
  return { kind: 'lines', experiment: question.experiment, filter: question.filter, metric, group: view.group, lines, total }
}

/** The best runs by a metric; runs without it are left out. */
export async function readBest(ctx: Context, view: View<'best'>, filters: DashboardFilters): Promise<TileData> {
  const question = await questionOf(ctx, view, filters)
  const field = metricField(required(view.metric, 'a metric'))
  const columns = [`metrics.${view.metric}`, ...view.columns.filter((column) => column !== `metrics.${view.metric}`)]
  const page = await table(ctx, question, { filter: also(question.filter, `${field} IS NOT NULL`), order: `${field} ${view.goal === 'max' ? 'DESC' : 'ASC'}`, columns, limit: view.limit })
  return { kind: 'best', ...page }
}

export async function readRuns(ctx: Context, view: View<'runs'>, filters: DashboardFilters): Promise<TileData> {
  const question = await questionOf(ctx, view, filters)
  return { kind: 'runs', ...(await table(ctx, question, { filter: question.filter, order: view.order, columns: view.columns, limit: view.limit })) }
}

async function table(ctx: Context, { experiment }: RunQuestion, p: { filter: string; order: string; columns: string[]; limit: number }) {
  const page = await readRunTable(ctx, { experimentId: experiment.id, filter: p.filter, order: p.order || undefined, columns: p.columns, limit: p.limit })
  return { experiment, filter: p.filter, columns: p.columns, runs: page.runs, total: page.total }
}

const runsOf = (ctx: Context, question: RunQuestion) => ({ workspaceId: ctx.workspace.id, experiments: [question.key], filter: parseFilter(question.filter, searchableRuns), lifecycle: 'active' as const })

export async function readBars(ctx: Context, view: View<'bars'>, filters: DashboardFilters): Promise<TileData> {
  const question = await questionOf(ctx, view, filters)
  const [metric, param] = [required(view.metric, 'a metric'), required(view.param, 'a parameter')]
  const key = await metricKey(ctx.db, ctx.workspace.id, metric)
  const rows = key === undefined ? [] : await withPatterns(() => metricByParam(ctx.db, { question: runsOf(ctx, question), metric: key, param, limit: mostBars }))
  return {
    kind: 'bars',
    experiment: question.experiment,
    filter: question.filter,
    metric,
    param,
    measure: view.measure,
    bars: rows.map(({ value, runs, mean, lowest, highest }) => ({ value, runs, mean, lowest, highest })),
    values: rows[0]?.values ?? 0,
    runs: rows[0]?.all_runs ?? 0,
  }
}

/** `metrics.loss` or `params.depth`. @throws AppError `invalid` */
async function measureOf(ctx: Context, column: string): Promise<{ metric: number } | { param: string }> {
  const [, kind, name] = /^(metrics|params)\.(.+)$/s.exec(column) ?? []
  if (!name) throw new AppError('invalid', 'A scatter needs a metric or a parameter for each axis. Choose them in the tile’s settings.')
  // Key 0 belongs to no metric.
  return kind === 'params' ? { param: name } : { metric: (await metricKey(ctx.db, ctx.workspace.id, name)) ?? 0 }
}

export async function readScatter(ctx: Context, view: View<'scatter'>, filters: DashboardFilters): Promise<TileData> {
  const question = await questionOf(ctx, view, filters)
  const [x, y] = [required(view.x, 'what lies on the x axis'), required(view.y, 'what lies on the y axis')]
  const [measureX, measureY] = [await measureOf(ctx, x), await measureOf(ctx, y)]
  const [points, total] = await Promise.all([
    withPatterns(() => measuresOfRuns(ctx.db, { question: runsOf(ctx, question), x: measureX, y: measureY, limit: mostPoints })),
    countTrackedRuns(ctx, { experimentIds: [question.experiment.id], filter: question.filter }),
  ])
  return { kind: 'scatter', experiment: question.experiment, filter: question.filter, x, y, points: points.map(({ id, name, x: left, y: up }) => ({ id, name, x: left, y: up })), total, asked: mostPoints }
}
