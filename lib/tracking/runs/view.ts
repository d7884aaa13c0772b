import { hasEventFiles } from '@/db/queries/tracking/event-files'
import { originOfRun, type OriginRow } from '@/db/queries/tracking/origin'
import { childRuns } from '@/db/queries/tracking/runs'
import { experimentKeys } from '@/db/queries/tracking/experiments'
import { commonKeys, knownKeys } from '@/db/queries/tracking/metrics'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { pathOfUri } from '../artifacts/path'
import { experimentById, experimentNumber } from '../experiments/find'
import { readBuckets } from '../metrics/history'
import { loggedModelsOfRun } from '../models/logged'
import { readSignature } from '../models/signature'
import { metricValue, type MetricSeries, type RunTablePage, type TrackedRun, type TrackedRunDetail } from '../views'
import { columnValues, readColumns } from './columns'
import { questionOf, type RunQuestion } from './question'
import { readTrackedRun } from './read'
import { countTrackedRuns, searchRuns } from './search'

/** A run as the interface reads it. */
export const viewOf = (row: TrackedRunRow): TrackedRun => ({
  id: row.run_id,
  experimentId: String(row.experiment_number),
  name: row.name,
  kind: row.kind,
  status: row.status,
  lifecycle: row.lifecycle,
  archived: row.archived,
  user: row.user_name,
  startMs: Number(row.start_ms),
  endMs: row.end_ms === null ? null : Number(row.end_ms),
  parentId: row.parent_run_id,
  pipelineRunId: row.pipeline_run_id,
})

export interface RunTableInput extends RunQuestion {
  order?: string
  /** As `readColumns` takes them. */
  columns: string[]
  limit?: number
  cursor?: string
  /** Without it nothing is counted, and the page comes sooner. */
  count?: boolean
}

/** A page of an experiment's runs with the columns that are shown and no others. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function readRunTable(ctx: Context, input: RunTableInput): Promise<RunTablePage> {
  authorize(ctx, 'experiments.read')
  const columns = readColumns(input.columns)
  const [, page, total] = await Promise.all([
    experimentById(ctx, input.experimentId),
    searchRuns(ctx, { ...questionOf(input), orderBy: input.order ? [input.order] : [], maxResults: input.limit ?? 100, pageToken: input.cursor }),
    input.cursor || input.count === false ? 0 : countTrackedRuns(ctx, questionOf(input)),
  ])
  const values = await columnValues(ctx, page.rows.map(({ id }) => id), columns)
  return { runs: page.rows.map((row) => ({ ...viewOf(row), values: values.get(row.id) ?? {} })), next: page.next, total }
}

/** How many runs fit. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function countRunTable(ctx: Context, question: RunQuestion): Promise<{ total: number }> {
  authorize(ctx, 'experiments.read')
  await experimentById(ctx, question.experimentId)
  return { total: await countTrackedRuns(ctx, questionOf(question)) }
}

/** Names that can be columns, each kind by name; `contains` narrows them. @throws AppError `not_found`, `forbidden` */
export async function listRunKeys(ctx: Context, experimentId: string, contains = ''): Promise<{ metrics: string[]; params: string[]; tags: string[] }> {
  authorize(ctx, 'experiments.read')
  const [id] = await experimentKeys(ctx.db, ctx.workspace.id, [experimentNumber(experimentId) ?? -1])
  if (id === undefined) throw new AppError('not_found', `No Experiment with id=${experimentId} exists`)
  const keys = async (kind: 'metric' | 'param' | 'tag') => (await knownKeys(ctx.db, id, { kind, contains, limit: 100 })).map(({ key }) => key)
  const [metrics, params, tags] = await Promise.all([keys('metric'), keys('param'), keys('tag')])
  return { metrics, params, tags }
}

/** Columns that most of the newest runs have. @throws AppError `not_found`, `forbidden` */
export async function suggestColumns(ctx: Context, experimentId: string): Promise<string[]> {
  authorize(ctx, 'experiments.read')
  const { id } = await experimentById(ctx, experimentId)
  return (await commonKeys(ctx.db, id, 3)).map(({ kind, key }) => `${kind}.${key}`)
}

/** @throws AppError `not_found`, `forbidden` */
export async function viewTrackedRun(ctx: Context, runId: string): Promise<TrackedRunDetail> {
  const run = await readTrackedRun(ctx, runId)
  const folder = pathOfUri(run.row.artifact_uri)
  const [experiment, models, children, events, origin] = await Promise.all([
    experimentById(ctx, String(run.row.experiment_number)),
    loggedModelsOfRun(ctx, runId),
    childRuns(ctx.db, ctx.workspace.id, runId),
    hasEventFiles(ctx.db, ctx.workspace.id, { run: run.row.id, folder }),
    originOfRun(ctx.db, run.row.id),
  ])
  const tag = (key: string) => run.tags.find((pair) => pair.key === key)?.value ?? ''
  return {
    ...viewOf(run.row),
    experimentName: experiment.name,
    artifactUri: run.row.artifact_uri,
    artifactPath: folder,
    events,
    note: tag('mlflow.note.content'),
    source: tag('mlflow.source.name'),
    person: origin?.person ?? null,
    code: { commit: tag('mlflow.source.git.commit'), branch: tag('mlflow.source.git.branch'), repository: tag('mlflow.source.git.repoURL') },
    origin: origin ? originView(origin) : null,
    params: run.params,
    tags: run.tags.filter(({ key }) => !key.startsWith('mlflow.')),
    metrics: run.metrics.map(({ key, step, last, lowest, highest }) => ({
      key,
      step: Number(step),
      last: metricValue(last),
      lowest: lowest === null ? null : metricValue(lowest),
      highest: highest === null ? null : metricValue(highest),
    })),
    datasets: run.datasets.map(({ name, digest, source_type, source, tags }) => ({ name, digest, sourceType: source_type, source, context: tags['mlflow.data.context'] ?? '' })),
    models: await Promise.all(models.map(async ({ row }) => ({
      id: row.model_id,
      name: row.name,
      status: row.status.replace('LOGGED_MODEL_', '').toLowerCase().replaceAll('_', ' '),
      modelType: row.model_type,
      artifactPath: pathOfUri(row.artifact_uri),
      registrations: row.registrations,
      params: Object.entries(row.params).map(([key, value]) => ({ key, value })),
      signature: await signatureOf(ctx, row.artifact_uri),
    }))),
    children: children.map(viewOf),
  }
}

function originView({ number, pipeline_id, pipeline_name, rerun_of, sweep, environments }: OriginRow): TrackedRunDetail['origin'] {
  if (number === null) return null
  return { number, pipeline: pipeline_id === null ? null : { id: pipeline_id, name: pipeline_name ?? '' }, rerunOf: rerun_of, sweep, environments }
}

async function signatureOf(ctx: Context, uri: string) {
  const folder = pathOfUri(uri)
  return folder === null ? null : readSignature(ctx, folder)
}

/** Metrics of a run for a chart: of each bucket of steps its first, lowest, highest and last, so that no spike is lost. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function readMetricSeries(ctx: Context, runId: string, names: string[]): Promise<MetricSeries[]> {
  if (names.length > 40) throw new AppError('invalid', 'At most 40 metrics can be drawn at once.')
  const buckets = await readBuckets(ctx, runId, names)
  return names.flatMap((name) => {
    const own = buckets.filter((bucket) => bucket.name === name)
    if (own.length === 0) return []
    const points = own.flatMap(({ first_step, lowest, highest, lowest_step, highest_step, gaps }) => {
      const found = lowest === null || highest === null ? [] : [{ step: Number(lowest_step), value: metricValue(lowest) }, ...(highest_step === lowest_step && highest === lowest ? [] : [{ step: Number(highest_step), value: metricValue(highest) }])]
      return gaps > 0 && found.length === 0 ? [{ step: Number(first_step), value: 'NaN' as const }] : found
    })
    return [{ name, points: points.sort((a, b) => a.step - b.step) }]
  })
}
