import { findLoggedModel } from '@/db/queries/tracking/logged-models'
import * as queries from '@/db/queries/tracking/registry'
import type { VersionRow } from '@/db/queries/tracking/registry'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { parseOrder } from '@/lib/tracking/filter/order'
import { searchableVersions } from '@/lib/tracking/filter/schema'
import { withPatterns } from '@/lib/tracking/filter/with-patterns'
import { checkKey, checkLength, checkMaxResults, checkTags, limits } from '@/lib/tracking/limits'
import { pageOf, readPageToken } from '@/lib/tracking/page-token'
import { modelNamed, type SearchInput } from './models'

const stages = ['None', 'Staging', 'Production', 'Archived'] as const

function versionNumber(version: string): number {
  if (!/^\d{1,9}$/.test(version)) throw new AppError('invalid', `Parameter 'version' must be an integer, got '${version}'.`)
  return Number(version)
}

/** @throws AppError `not_found`, `invalid` */
async function find(ctx: Context, name: string, version: string): Promise<VersionRow> {
  const number = versionNumber(version)
  const model = await queries.findRegisteredModel(ctx.db, ctx.workspace.id, name)
  const row = model && (await queries.findVersion(ctx.db, model.id, number))
  if (!row) throw new AppError('not_found', `Model Version (name=${name}, version=${version}) not found`)
  return row
}

export interface CreateVersionInput {
  name: string
  source: string
  runId?: string
  runLink?: string
  description?: string
  modelId?: string
  tags?: { key: string; value?: string }[]
}

/** Registers the next version of a model. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function createVersion(ctx: Context, input: CreateVersionInput): Promise<VersionRow> {
  authorize(ctx, 'models.write')
  if (!input.source) throw new AppError('invalid', "Missing value for required parameter 'source'.")
  if (/^(?:file:|\/|\.{1,2}\/)|(?:^|\/)\.\.(?:\/|$)/i.test(input.source)) throw new AppError('invalid', `Invalid model version source: '${input.source}'. A path on the studio's own disk cannot be registered: log the model to a run first.`)
  const tags = checkTags(input.tags, limits.registryTag)
  const model = await modelNamed(ctx, input.name)
  const version = await ctx.db.transaction(async (tx) => {
    const number = await queries.insertVersion(tx, {
      model: model.id,
      description: input.description ?? '',
      userName: ctx.actor.name,
      source: input.source,
      runId: input.runId ?? '',
      runLink: input.runLink ?? '',
      modelId: input.modelId ?? '',
      tags,
    })
    await recordActivity({ ...ctx, db: tx }, { action: 'model.version_added', object: { kind: 'model', id: input.name, name: input.name }, details: { version: number } })
    return number
  })
  return find(ctx, input.name, String(version))
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function readVersion(ctx: Context, name: string, version: string): Promise<VersionRow> {
  authorize(ctx, 'models.read')
  return find(ctx, name, version)
}

/** Where a version's files lie: its source, or the folder of the logged model that the source names. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function downloadUri(ctx: Context, name: string, version: string): Promise<string> {
  const row = await readVersion(ctx, name, version)
  const modelId = row.model_id || /^models:\/(m-[\w-]+)$/.exec(row.source)?.[1]
  if (!modelId || !row.source.startsWith('models:/')) return row.source
  return (await findLoggedModel(ctx.db, ctx.workspace.id, modelId))?.artifact_uri ?? row.source
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function describeVersion(ctx: Context, name: string, version: string, description: string): Promise<VersionRow> {
  authorize(ctx, 'models.write')
  const row = await find(ctx, name, version)
  await ctx.db.transaction(async (tx) => {
    await queries.updateVersion(tx, row.model, row.version, { description })
    if (description !== row.description) await recordActivity({ ...ctx, db: tx }, { action: 'model.described', object: { kind: 'model', id: name, name }, details: { version: row.version } })
  })
  return find(ctx, name, version)
}

/** @throws AppError `not_found`, `invalid`, `forbidden` */
export async function moveVersion(ctx: Context, name: string, version: string, stage: string, archiveExisting: boolean): Promise<VersionRow> {
  authorize(ctx, 'models.write')
  const to = stages.find((known) => known.toLowerCase() === stage.toLowerCase())
  if (!to) throw new AppError('invalid', `Invalid Model Version stage: ${stage}. Value must be one of ${stages.join(', ')}.`)
  if (archiveExisting && to !== 'Staging' && to !== 'Production') throw new AppError('invalid', `Existing versions can only be archived when a version moves to Staging or Production, not to ${to}.`)
  const row = await find(ctx, name, version)
  await ctx.db.transaction(async (tx) => {
    if (archiveExisting) await queries.archiveStage(tx, row.model, to, row.version)
    await queries.updateVersion(tx, row.model, row.version, { stage: to })
    await recordActivity({ ...ctx, db: tx }, { action: 'model.stage_changed', object: { kind: 'model', id: name, name }, details: { version: row.version, stage: to } })
  })
  return find(ctx, name, version)
}

/** With the aliases that lead to it. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function deleteVersion(ctx: Context, name: string, version: string): Promise<void> {
  authorize(ctx, 'models.write')
  const row = await find(ctx, name, version)
  await ctx.db.transaction(async (tx) => {
    await queries.deleteVersion(tx, row.model, row.version)
    await recordActivity({ ...ctx, db: tx }, { action: 'model.version_deleted', object: { kind: 'model', id: name, name }, details: { version: row.version } })
  })
}

/** Null takes the tag away. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function setVersionTag(ctx: Context, name: string, version: string, key: string, value: string | null): Promise<void> {
  authorize(ctx, 'models.write')
  checkKey(key, 'key')
  if (value !== null) checkLength(value, 'value', limits.registryTag)
  const row = await find(ctx, name, version)
  await ctx.db.transaction(async (tx) => {
    await queries.setVersionTag(tx, row.model, row.version, key, value)
    await recordActivity({ ...ctx, db: tx }, { action: value === null ? 'model.untagged' : 'model.tagged', object: { kind: 'model', id: name, name }, details: { version: row.version, tag: key } })
  })
}

/** The last changed first unless `orderBy` says otherwise. @throws AppError `invalid`, `forbidden` */
export async function searchVersions(ctx: Context, input: SearchInput): Promise<{ rows: VersionRow[]; next: string | null }> {
  authorize(ctx, 'models.read')
  const limit = checkMaxResults(input.maxResults, 10_000, 200_000)
  const place = readPageToken(input.pageToken)
  const rows = await withPatterns(() => queries.searchVersions(ctx.db, {
    workspaceId: ctx.workspace.id,
    filter: parseFilter(input.filter, searchableVersions),
    orders: parseOrder(input.orderBy, searchableVersions),
    offset: place.offset,
    limit: limit + 1,
  }))
  return pageOf(rows, place, limit)
}

/** The newest version in each of the stages, or in all of them. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function latestVersions(ctx: Context, name: string, wanted: string[]): Promise<VersionRow[]> {
  authorize(ctx, 'models.read')
  const model = await modelNamed(ctx, name)
  const names = wanted.map((stage) => stage.toLowerCase())
  const unknown = names.find((stage) => !stages.some((known) => known.toLowerCase() === stage))
  if (unknown !== undefined) throw new AppError('invalid', `Invalid Model Version stage: ${unknown}. Value must be one of ${stages.join(', ')}.`)
  const rows = await queries.latestVersions(ctx.db, [model.id])
  return rows.filter(({ stage }) => names.length === 0 || names.includes(stage.toLowerCase()))
}
