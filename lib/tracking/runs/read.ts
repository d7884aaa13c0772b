import { inputsOfRuns, modelLinksOfRuns, type DatasetInput, type ModelLink } from '@/db/queries/tracking/inputs'
import { metricsAsText, valuesOfRuns, type MetricRow } from '@/db/queries/tracking/run-values'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { runById } from './find'

export interface RunWithData {
  row: TrackedRunRow
  params: { key: string; value: string }[]
  tags: { key: string; value: string }[]
  metrics: MetricRow[]
  datasets: DatasetInput[]
  links: ModelLink[]
}

/** Everything that a run holds but its histories. @throws AppError `not_found`, `forbidden` */
export async function readTrackedRun(ctx: Context, runId: string): Promise<RunWithData> {
  authorize(ctx, 'experiments.read')
  const [run] = await withData(ctx, [await runById(ctx, runId)])
  return run!
}

/** The runs in their order, each with what it holds, and its metrics as `metricsAsText` writes them. */
export async function withMetricTexts(ctx: Context, rows: TrackedRunRow[]): Promise<{ run: RunWithData; metrics: string }[]> {
  const [runs, texts] = await Promise.all([withData(ctx, rows, { metrics: [] }), metricsAsText(ctx.db, rows.map(({ id }) => id))])
  return runs.map((run) => ({ run, metrics: texts.get(run.row.id) ?? '' }))
}

/** The runs in their order, each with what it holds. */
async function withData(ctx: Context, rows: TrackedRunRow[], only?: { metrics: [] }): Promise<RunWithData[]> {
  const ids = rows.map(({ id }) => id)
  const [values, datasets, links] = await Promise.all([valuesOfRuns(ctx.db, ctx.workspace.id, ids, only), inputsOfRuns(ctx.db, ids), modelLinksOfRuns(ctx.db, ids)])
  const byRun = new Map<number, RunWithData>(rows.map((row) => [row.id, { row, params: [], tags: [], metrics: [], datasets: [], links: [] }]))
  for (const { run, key, value } of values.params) byRun.get(run)?.params.push({ key, value })
  for (const { run, key, value } of values.tags) byRun.get(run)?.tags.push({ key, value })
  for (const metric of values.metrics) byRun.get(metric.run)?.metrics.push(metric)
  for (const dataset of datasets) byRun.get(dataset.run)?.datasets.push(dataset)
  for (const link of links) byRun.get(link.run)?.links.push(link)
  return [...byRun.values()]
}
