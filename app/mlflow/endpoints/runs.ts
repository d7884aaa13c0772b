import { z } from 'zod'
import { logBatch } from '@/lib/tracking/metrics/log'
import { limits } from '@/lib/tracking/limits'
import { AppError } from '@/lib/errors'
import { deleteRunTag, moveRun, updateRun } from '@/lib/tracking/runs/change'
import { createRun } from '@/lib/tracking/runs/create'
import { logInputs, logOutputs } from '@/lib/tracking/runs/inputs'
import { readTrackedRun, withMetricTexts } from '@/lib/tracking/runs/read'
import { searchRuns } from '@/lib/tracking/runs/search'
import { endpoint, type Endpoint } from '../endpoint'
import { runInfoOf, runOf as runWire, runText } from '../entities'
import { JsonText } from '../json'
import { Metrics } from '../metrics'
import { BigText, Id, Int, many, metricOf, MetricShape, Pairs, Paging, runOf, RunStatus, Text, View, withRun } from '../shapes'

const Create = z.object({ experiment_id: Id.nullish(), user_id: Text, run_name: Text, start_time: Int.nullish(), tags: Pairs })
const Update = withRun({ status: RunStatus.nullish(), end_time: Int.nullish(), run_name: Text })
const Search = z.object({ ...Paging, experiment_ids: many(Id), filter: Text, order_by: many(z.string()), run_view_type: View })
const Batch = withRun({ metrics: Metrics, params: Pairs, tags: Pairs })
const Dataset = z.object({
  tags: many(z.object({ key: z.string(), value: z.string() })),
  dataset: z.object({ name: z.string(), digest: z.string(), source_type: z.string().default(''), source: z.string().default(''), schema: Text, profile: Text }),
})
const ModelRefs = many(z.object({ model_id: z.string().min(1), step: BigText.nullish().transform((step) => step ?? '0') }))

export const runEndpoints: Endpoint[] = [
  endpoint('POST', 'mlflow/runs/create', 'experiments.write', Create, async (ctx, input) => {
    const row = await createRun(ctx, { experimentId: input.experiment_id ?? '0', userId: input.user_id, name: input.run_name, startMs: input.start_time ?? undefined, tags: input.tags })
    return { run: runWire(await readTrackedRun(ctx, row.run_id)) }
  }),
  endpoint('GET', 'mlflow/runs/get', 'experiments.read', withRun({}), async (ctx, input) => ({ run: runWire(await readTrackedRun(ctx, runOf(input))) })),
  endpoint('POST', 'mlflow/runs/update', 'experiments.write', Update, async (ctx, input) => ({
    run_info: runInfoOf(await updateRun(ctx, { runId: runOf(input), status: input.status ?? undefined, endMs: input.end_time ?? undefined, name: input.run_name })),
  })),
  endpoint('POST', 'mlflow/runs/delete', 'experiments.write', withRun({}), (ctx, input) => moveRun(ctx, runOf(input), 'deleted')),
  endpoint('POST', 'mlflow/runs/restore', 'experiments.write', withRun({}), (ctx, input) => moveRun(ctx, runOf(input), 'active')),
  endpoint('POST', 'mlflow/runs/search', 'experiments.read', Search, async (ctx, input) => {
    const page = await searchRuns(ctx, { experimentIds: input.experiment_ids, filter: input.filter, orderBy: input.order_by, shown: input.run_view_type, maxResults: input.max_results, pageToken: input.page_token })
    const runs = (await withMetricTexts(ctx, page.rows)).map(({ run, metrics }) => runText(run, metrics))
    return new JsonText(`{"runs":[${runs.join(',')}]${page.next === null ? '' : `,"next_page_token":${JSON.stringify(page.next)}`}}`)
  }),
  endpoint('POST', 'mlflow/runs/log-metric', 'experiments.write', MetricShape.extend({ run_id: Text, run_uuid: Text }), (ctx, input) =>
    logBatch(ctx, { runId: runOf(input), metrics: [metricOf(input)], params: [], tags: [] }),
    { often: true },
  ),
  endpoint('POST', 'mlflow/runs/log-parameter', 'experiments.write', withRun({ key: z.string(), value: Text }), (ctx, input) =>
    logBatch(ctx, { runId: runOf(input), metrics: [], params: [{ key: input.key, value: input.value }], tags: [] }),
    { often: true },
  ),
  endpoint('POST', 'mlflow/runs/set-tag', 'experiments.write', withRun({ key: z.string(), value: Text }), (ctx, input) =>
    logBatch(ctx, { runId: runOf(input), metrics: [], params: [], tags: [{ key: input.key, value: input.value }] }),
    { often: true },
  ),
  endpoint('POST', 'mlflow/runs/delete-tag', 'experiments.write', withRun({ key: z.string() }), (ctx, input) => deleteRunTag(ctx, runOf(input), input.key)),
  endpoint('POST', 'mlflow/runs/log-batch', 'experiments.write', Batch, (ctx, input) => {
    checkSizes(input)
    return logBatch(ctx, { runId: runOf(input), metrics: input.metrics, params: input.params, tags: input.tags })
  }, { often: true }),
  endpoint('POST', 'mlflow/runs/log-inputs', 'experiments.write', withRun({ datasets: many(Dataset), models: ModelRefs }), (ctx, input) =>
    logInputs(ctx, {
      runId: runOf(input),
      datasets: input.datasets.map(({ tags, dataset }) => ({ name: dataset.name, digest: dataset.digest, sourceType: dataset.source_type, source: dataset.source, schema: dataset.schema, profile: dataset.profile, tags })),
      models: input.models.map(({ model_id, step }) => ({ modelId: model_id, step })),
    }),
  ),
  endpoint('POST', 'mlflow/runs/outputs', 'experiments.write', withRun({ models: ModelRefs }), (ctx, input) => logOutputs(ctx, runOf(input), input.models.map(({ model_id, step }) => ({ modelId: model_id, step })))),
  // Before models had ids, a run kept the list of its models in a tag.
  endpoint('POST', 'mlflow/runs/log-model', 'experiments.write', withRun({ model_json: z.string() }), async (ctx, input) => {
    const model = modelIn(input.model_json)
    const tag = (await readTrackedRun(ctx, runOf(input))).tags.find(({ key }) => key === historyTag)?.value
    const value = JSON.stringify([...(tag ? (JSON.parse(tag) as unknown[]) : []), model])
    await logBatch(ctx, { runId: runOf(input), metrics: [], params: [], tags: [{ key: historyTag, value }] })
  }),
]

const historyTag = 'mlflow.log-model.history'

function modelIn(text: string): Record<string, unknown> {
  let model: unknown
  try {
    model = JSON.parse(text)
  } catch {
    throw new AppError('invalid', `Malformed model info. ${text.slice(0, 200)} is not valid JSON.`)
  }
  const missing = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'].filter((key) => typeof model !== 'object' || model === null || !(key in model))
  if (missing.length > 0) throw new AppError('invalid', `Model json is missing mandatory fields: ${missing.join(', ')}`)
  return model as Record<string, unknown>
}

function checkSizes({ metrics, params, tags }: { metrics: unknown[]; params: unknown[]; tags: unknown[] }): void {
  const refuse = (what: string, most: number, got: number) => {
    throw new AppError('invalid', `A batch logging request can contain at most ${most} ${what}. Got ${got} ${what}. Please split up ${what} across multiple requests and try again.`)
  }
  if (metrics.length > limits.batchMetrics) refuse('metrics', limits.batchMetrics, metrics.length)
  if (params.length > limits.batchParams) refuse('params', limits.batchParams, params.length)
  if (tags.length > limits.batchTags) refuse('tags', limits.batchTags, tags.length)
  const total = metrics.length + params.length + tags.length
  if (total > limits.batchTotal) refuse('metrics, params and tags', limits.batchTotal, total)
}
