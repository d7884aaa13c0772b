import { datasetSummaries, insertInputs, insertModelLinks, type DatasetInput, type DatasetSummary } from '@/db/queries/tracking/inputs'
import { experimentKeys } from '@/db/queries/tracking/experiments'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { experimentNumber } from '../experiments/find'
import { checkLength, limits } from '../limits'
import { activeRun } from './find'

export interface LoggedDataset {
  name: string
  digest: string
  sourceType: string
  source: string
  schema?: string
  profile?: string
  tags: { key: string; value: string }[]
}

export interface LogInputsInput {
  runId: string
  datasets: LoggedDataset[]
  models: { modelId: string; step: string }[]
}

/** Notes what a run reads. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function logInputs(ctx: Context, input: LogInputsInput): Promise<void> {
  authorize(ctx, 'experiments.write')
  if (input.datasets.length > 1000) throw new AppError('invalid', 'A request may hold at most 1000 datasets.')
  const datasets = input.datasets.map(checkDataset)
  const run = await activeRun(ctx, input.runId)
  await ctx.db.transaction(async (tx) => {
    if (datasets.length > 0) await insertInputs(tx, run, datasets)
    if (input.models.length > 0) await insertModelLinks(tx, run.id, 'input', input.models)
  })
}

function checkDataset(dataset: LoggedDataset): DatasetInput {
  const tags = dataset.tags.map(({ key, value }): [string, string] => [checkLength(key, 'tag key', limits.inputTagKey), checkLength(value, 'tag value', limits.inputTagValue)])
  if (!dataset.name || !dataset.digest) throw new AppError('invalid', 'A dataset needs a name and a digest.')
  return {
    name: checkLength(dataset.name, 'name', limits.datasetName),
    digest: checkLength(dataset.digest, 'digest', limits.datasetDigest),
    source_type: dataset.sourceType,
    source: checkLength(dataset.source, 'source', limits.datasetSource),
    schema: dataset.schema === undefined ? null : checkLength(dataset.schema, 'schema', limits.datasetSchema),
    profile: dataset.profile === undefined ? null : checkLength(dataset.profile, 'profile', limits.datasetProfile),
    tags: Object.fromEntries(tags),
  }
}

/** Notes the models that a run has made. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function logOutputs(ctx: Context, runId: string, models: { modelId: string; step: string }[]): Promise<void> {
  authorize(ctx, 'experiments.write')
  const run = await activeRun(ctx, runId)
  if (models.length > 0) await insertModelLinks(ctx.db, run.id, 'output', models)
}

/** @throws AppError `forbidden` */
export async function searchDatasets(ctx: Context, experimentIds: string[]): Promise<DatasetSummary[]> {
  authorize(ctx, 'experiments.read')
  const keys = await experimentKeys(ctx.db, ctx.workspace.id, experimentIds.flatMap((id) => experimentNumber(id) ?? []))
  return datasetSummaries(ctx.db, keys, 1000)
}
