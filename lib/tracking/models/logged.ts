import { randomBytes } from 'node:crypto'
import { experimentKeys } from '@/db/queries/tracking/experiments'
import * as queries from '@/db/queries/tracking/logged-models'
import type { DatasetChoice, LoggedModelRow, ModelOrder, ModelPoint } from '@/db/queries/tracking/logged-models'
import type { LoggedModelStatus } from '@/db/schema'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { activeExperiment, experimentNumber } from '../experiments/find'
import { parseFilter } from '../filter/parse'
import { searchableLoggedModels } from '../filter/schema'
import { withPatterns } from '../filter/with-patterns'
import { checkKey, checkLength, checkMaxResults, checkPairs, checkTags, limits } from '../limits'
import { pageOf, readPageToken } from '../page-token'

export interface LoggedModelView {
  row: LoggedModelRow
  metrics: ModelPoint[]
}

/** @throws AppError `not_found` also where it is deleted */
async function modelById(ctx: Context, modelId: string): Promise<LoggedModelRow> {
  const row = await queries.findLoggedModel(ctx.db, ctx.workspace.id, modelId)
  if (!row || row.lifecycle === 'deleted') throw new AppError('not_found', `Logged model with ID '${modelId}' not found.`)
  return row
}

async function withMetrics(ctx: Context, rows: LoggedModelRow[]): Promise<LoggedModelView[]> {
  const metrics = await queries.metricsOfModels(ctx.db, rows.map(({ id }) => id))
  return rows.map((row) => ({ row, metrics: metrics.filter(({ model }) => model === row.id) }))
}

/** @throws AppError `not_found`, `forbidden` */
export async function readLoggedModel(ctx: Context, modelId: string): Promise<LoggedModelView> {
  authorize(ctx, 'experiments.read')
  return (await withMetrics(ctx, [await modelById(ctx, modelId)]))[0]!
}

export interface CreateLoggedModelInput {
  experimentId: string
  name?: string
  modelType?: string
  sourceRunId?: string
  params?: { key: string; value?: string }[]
  tags?: { key: string; value?: string }[]
}

/** Announces a model whose files are on the way. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function createLoggedModel(ctx: Context, input: CreateLoggedModelInput): Promise<LoggedModelView> {
  authorize(ctx, 'experiments.write')
  const name = input.name ?? `model-${randomBytes(4).toString('hex')}`
  if (/[/:.%"']/.test(name) || name.trim() === '') throw new AppError('invalid', `Invalid model name (${name}): it must be a non-empty string and hold none of / : . % " '`)
  const experiment = await activeExperiment(ctx, input.experimentId)
  const modelId = `m-${randomBytes(16).toString('hex')}`
  await queries.insertLoggedModel(ctx.db, {
    workspaceId: ctx.workspace.id,
    modelId,
    experimentId: experiment.id,
    name: checkLength(name, 'name', limits.experimentName),
    modelType: input.modelType ?? '',
    sourceRunId: input.sourceRunId ?? '',
    artifactUri: `${experiment.artifact_location.replace(/\/$/, '')}/models/${modelId}/artifacts`,
    params: checkTags(input.params, limits.param),
    tags: checkTags(input.tags, limits.tag),
  })
  return { row: await modelById(ctx, modelId), metrics: [] }
}

/** Says that a model's files are complete, or that they failed. @throws AppError `not_found`, `forbidden` */
export async function finishLoggedModel(ctx: Context, modelId: string, status: LoggedModelStatus): Promise<LoggedModelView> {
  authorize(ctx, 'experiments.write')
  await queries.finishLoggedModel(ctx.db, (await modelById(ctx, modelId)).id, status)
  return readLoggedModel(ctx, modelId)
}

/** @throws AppError `not_found`, `forbidden` */
export async function deleteLoggedModel(ctx: Context, modelId: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  await queries.deleteLoggedModel(ctx.db, (await modelById(ctx, modelId)).id)
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function tagLoggedModel(ctx: Context, modelId: string, tags: { key: string; value?: string }[]): Promise<LoggedModelView> {
  authorize(ctx, 'experiments.write')
  await queries.addToLoggedModel(ctx.db, (await modelById(ctx, modelId)).id, { tags: checkTags(tags, limits.tag) })
  return readLoggedModel(ctx, modelId)
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function untagLoggedModel(ctx: Context, modelId: string, key: string): Promise<void> {
  authorize(ctx, 'experiments.write')
  checkKey(key, 'tag_key')
  if (!(await queries.deleteLoggedModelTag(ctx.db, (await modelById(ctx, modelId)).id, key))) throw new AppError('not_found', `No tag with key ${JSON.stringify(key)} found for model with ID ${JSON.stringify(modelId)}.`)
}

/** Parameters that are there keep their value. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function logModelParams(ctx: Context, modelId: string, params: { key: string; value?: string }[]): Promise<void> {
  authorize(ctx, 'experiments.write')
  const pairs = checkPairs(params, 'params', limits.param)
  await queries.addToLoggedModel(ctx.db, (await modelById(ctx, modelId)).id, { params: Object.fromEntries(pairs.map(({ key, value }) => [key, value])) })
}

export interface SearchLoggedModelsInput {
  experimentIds: string[]
  filter?: string
  datasets?: DatasetChoice[]
  orderBy?: { field: string; ascending: boolean; dataset: DatasetChoice | null }[]
  maxResults?: number
  pageToken?: string
}

/** @throws AppError `invalid`, `forbidden` */
export async function searchLoggedModels(ctx: Context, input: SearchLoggedModelsInput): Promise<{ models: LoggedModelView[]; next: string | null }> {
  authorize(ctx, 'experiments.read')
  const limit = checkMaxResults(input.maxResults, 50, 50)
  const place = readPageToken(input.pageToken)
  const filter = parseFilter(input.filter, searchableLoggedModels)
  const orders = (input.orderBy ?? []).map(orderOf)
  const experiments = await experimentKeys(ctx.db, ctx.workspace.id, input.experimentIds.flatMap((id) => experimentNumber(id) ?? []))
  const rows = await withPatterns(() => queries.searchLoggedModels(ctx.db, { workspaceId: ctx.workspace.id, experiments, filter, datasets: input.datasets ?? [], orders, offset: place.offset, limit: limit + 1 }))
  const page = pageOf(rows, place, limit)
  return { models: await withMetrics(ctx, page.rows), next: page.next }
}

function orderOf({ field, ascending, dataset }: { field: string; ascending: boolean; dataset: DatasetChoice | null }): ModelOrder {
  const [prefix, ...rest] = field.split('.')
  const key = rest.join('.').replace(/^([`"])(.*)\1$/, '$2')
  if (key && prefix === 'metrics') return { kind: 'metric', key, ascending, dataset }
  if (key && prefix === 'params') return { kind: 'param', key, ascending, dataset }
  const plain = key && (prefix === 'attributes' || prefix === 'attribute') ? key : field
  const name = searchableLoggedModels.aliases?.[plain] ?? plain
  if (!(name in searchableLoggedModels.attributes)) throw new AppError('invalid', `Invalid order by field name: ${field}. Valid are ${Object.keys(searchableLoggedModels.attributes).join(', ')}, metrics.<name> and params.<name>.`)
  return { kind: 'attribute', key: name, ascending, dataset }
}

/** Models that a run has made, with their metrics. @throws AppError `forbidden` */
export async function loggedModelsOfRun(ctx: Context, runId: string): Promise<LoggedModelView[]> {
  authorize(ctx, 'experiments.read')
  return withMetrics(ctx, await queries.modelsOfRun(ctx.db, ctx.workspace.id, runId))
}
