import { insertModelPoints } from '@/db/queries/tracking/logged-models'
import { insertNewPoints, insertPoints } from '@/db/queries/tracking/insert-points'
import { insertParams, setRunParent, upsertTags, updateRun } from '@/db/queries/tracking/runs'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints, hintTracked } from '@/lib/hints'
import { authorize } from '@/lib/permissions'
import { checkKey, checkPairs, limits } from '../limits'
import { activeRun } from '../runs/find'
import { keysOfMetrics } from './keys'
import { rollUpLater } from './roll-up'

/** Instant and step are whole numbers as text. */
export interface LoggedMetric {
  key: string
  value: number
  timestamp: string
  step: string
  modelId?: string
  datasetName?: string
  datasetDigest?: string
}

export interface LogBatchInput {
  runId: string
  metrics: LoggedMetric[]
  params: { key: string; value?: string }[]
  tags: { key: string; value?: string }[]
}

/**
 * Adds points, parameters and tags to a run: all of them or, where one is refused, none. A point that is there already is not
 * doubled; a parameter keeps its first value. @throws AppError `not_found`, `invalid`, `forbidden`
 */
export async function logBatch(ctx: Context, input: LogBatchInput): Promise<void> {
  authorize(ctx, 'experiments.write')
  const params = checkPairs(input.params, 'params', limits.param)
  const tags = checkPairs(input.tags, 'tags', limits.tag)
  checkUnique(params)
  for (const name of new Set(input.metrics.map(({ key }) => key))) checkKey(name, 'name')
  const run = await activeRun(ctx, input.runId)
  rollUpLater(ctx.db, run.id, await store(ctx, run, { ...input, params, tags }))
  hintTracked(hints(), { id: run.run_id, workspaceId: ctx.workspace.id })
}

/** Answers with the keys of metrics of which many points are to be rolled up. */
async function store(ctx: Context, run: TrackedRunRow, { metrics, params, tags }: { metrics: LoggedMetric[]; params: { key: string; value: string }[]; tags: { key: string; value: string }[] }): Promise<number[]> {
  if (params.length === 0 && tags.length === 0) return storePoints(ctx, run, metrics, insertNewPoints)
  return ctx.db.transaction(async (tx) => {
    const inside: Context = { ...ctx, db: tx as unknown as Context['db'] }
    if (params.length > 0) await storeParams(inside, run, params)
    const long = await storePoints(inside, run, metrics, insertPoints)
    if (tags.length > 0) await storeTags(inside, run, tags)
    return long
  })
}

function checkUnique(params: { key: string }[]): void {
  const seen = new Set<string>()
  const twice = params.flatMap(({ key }) => (seen.has(key) || !seen.add(key) ? [key] : []))
  if (twice.length > 0) {
    throw new AppError('invalid', `Duplicate parameter keys have been submitted: ${JSON.stringify(twice)}. Please ensure the request contains only one param value per param key.`)
  }
}

async function storeParams(ctx: Context, run: TrackedRunRow, params: { key: string; value: string }[]): Promise<void> {
  const changes = await insertParams(ctx.db, run, params)
  // A command's parameters are kept when it begins; its script may write the same value as Python does.
  const changed = run.kind === 'command' ? changes.find(({ was, given }) => !isSameValue(was, given)) : changes[0]
  if (!changed) return
  throw new AppError(
    'invalid',
    `Changing param values is not allowed. Param with key='${changed.key}' was already logged with value='${changed.was}' for run ID='${run.run_id}'. Attempted logging new value '${changed.given}'.`,
  )
}

const isSameValue = (a: string, b: string) => a.toLowerCase() === b.toLowerCase() || (a.trim() !== '' && Number(a) === Number(b))

async function storePoints(ctx: Context, run: TrackedRunRow, metrics: LoggedMetric[], insert: typeof insertNewPoints): Promise<number[]> {
  if (metrics.length === 0) return []
  const keys = await keysOfMetrics(ctx, [...new Set(metrics.map(({ key }) => key))])
  const long = await insert(ctx.db, run, metrics.map(({ key, step, timestamp, value }) => ({ key: keys.get(key)!, step, atMs: timestamp, value })))
  const tied = metrics.flatMap(({ modelId, key, step, timestamp, value, datasetName, datasetDigest }) =>
    modelId ? [{ model_id: modelId, run_id: run.run_id, key, step, at_ms: timestamp, value, dataset_name: datasetName ?? '', dataset_digest: datasetDigest ?? '' }] : [],
  )
  if (tied.length > 0) await insertModelPoints(ctx.db, ctx.workspace.id, tied)
  return long
}

async function storeTags(ctx: Context, run: TrackedRunRow, tags: { key: string; value: string }[]): Promise<void> {
  await upsertTags(ctx.db, run, tags)
  const named = tags.findLast(({ key }) => key === 'mlflow.runName')
  const nested = tags.findLast(({ key }) => key === 'mlflow.parentRunId')
  if (named?.value) await updateRun(ctx.db, run.id, { name: named.value })
  if (nested) await setRunParent(ctx.db, run.id, nested.value)
}
