import * as queries from '@/db/queries/tracking/registry'
import type { RegisteredModelRow, VersionRow } from '@/db/queries/tracking/registry'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { parseOrder } from '@/lib/tracking/filter/order'
import { searchableModels } from '@/lib/tracking/filter/schema'
import { withPatterns } from '@/lib/tracking/filter/with-patterns'
import { checkKey, checkLength, checkMaxResults, checkTags, limits } from '@/lib/tracking/limits'
import { pageOf, readPageToken } from '@/lib/tracking/page-token'

/** A model of the registry with the newest version in each stage. */
export interface ModelView {
  row: RegisteredModelRow
  latest: VersionRow[]
}

/** @throws AppError `not_found` */
export async function modelNamed(ctx: Context, name: string): Promise<RegisteredModelRow> {
  if (!name) throw new AppError('invalid', "Missing value for required parameter 'name'.")
  const row = await queries.findRegisteredModel(ctx.db, ctx.workspace.id, name)
  if (!row) throw new AppError('not_found', `Registered Model with name=${name} not found`)
  return row
}

async function withLatest(ctx: Context, rows: RegisteredModelRow[]): Promise<ModelView[]> {
  const versions = await queries.latestVersions(ctx.db, rows.map(({ id }) => id))
  return rows.map((row) => ({ row, latest: versions.filter(({ model }) => model === row.id) }))
}

function modelName(name: string): string {
  if (name.trim() === '') throw new AppError('invalid', 'Registered model name cannot be empty.')
  if (/[/:]/.test(name)) throw new AppError('invalid', `Invalid model name: ${JSON.stringify(name)}: it must not hold “/” or “:”.`)
  return checkLength(name, 'name', 256)
}

const object = (row: { name: string }) => ({ kind: 'model', id: row.name, name: row.name })

/** @throws AppError `invalid`, `conflict`, `forbidden` */
export async function createModel(ctx: Context, input: { name: string; description?: string; tags?: { key: string; value?: string }[] }): Promise<ModelView> {
  authorize(ctx, 'models.write')
  const name = modelName(input.name)
  const tags = checkTags(input.tags, limits.registryTag)
  return ctx.db.transaction(async (tx) => {
    const row = await queries.insertRegisteredModel(tx, { workspaceId: ctx.workspace.id, name, description: input.description ?? '', tags })
    if (!row) throw new AppError('conflict', `Registered Model (name=${name}) already exists.`)
    await recordActivity({ ...ctx, db: tx }, { action: 'model.registered', object: object(row) })
    return { row, latest: [] }
  })
}

/** @throws AppError `not_found`, `forbidden` */
export async function readModel(ctx: Context, name: string): Promise<ModelView> {
  authorize(ctx, 'models.read')
  return (await withLatest(ctx, [await modelNamed(ctx, name)]))[0]!
}

/** Renames a model or changes its description. @throws AppError `not_found`, `invalid`, `conflict`, `forbidden` */
export async function updateModel(ctx: Context, name: string, change: { name?: string; description?: string }): Promise<ModelView> {
  authorize(ctx, 'models.write')
  const row = await modelNamed(ctx, name)
  const newName = change.name === undefined ? undefined : modelName(change.name)
  await ctx.db.transaction(async (tx) => {
    if (!(await queries.updateRegisteredModel(tx, row.id, { name: newName, description: change.description }))) throw new AppError('conflict', `Registered Model (name=${newName}) already exists.`)
    if (change.description !== undefined && change.description !== row.description) await recordActivity({ ...ctx, db: tx }, { action: 'model.described', object: object(row) })
    if (newName) await recordActivity({ ...ctx, db: tx }, { action: 'model.renamed', object: object({ name: newName }), details: { from: name } })
  })
  return readModel(ctx, newName ?? name)
}

/** With its versions and aliases. @throws AppError `not_found`, `forbidden` */
export async function deleteModel(ctx: Context, name: string): Promise<void> {
  authorize(ctx, 'models.write')
  const row = await modelNamed(ctx, name)
  await ctx.db.transaction(async (tx) => {
    await queries.deleteRegisteredModel(tx, row.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'model.deleted', object: object(row) })
  })
}

/** Null takes the tag away. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function setModelTag(ctx: Context, name: string, key: string, value: string | null): Promise<void> {
  authorize(ctx, 'models.write')
  checkKey(key, 'key')
  if (value !== null) checkLength(value, 'value', limits.registryTag)
  const row = await modelNamed(ctx, name)
  await ctx.db.transaction(async (tx) => {
    await queries.setRegisteredModelTag(tx, row.id, key, value)
    await recordActivity({ ...ctx, db: tx }, { action: value === null ? 'model.untagged' : 'model.tagged', object: object(row), details: { tag: key } })
  })
}

export interface SearchInput {
  filter?: string
  orderBy?: string[]
  maxResults?: number
  pageToken?: string
}

/** By name unless `orderBy` says otherwise. @throws AppError `invalid`, `forbidden` */
export async function searchModels(ctx: Context, input: SearchInput): Promise<{ models: ModelView[]; next: string | null }> {
  authorize(ctx, 'models.read')
  const limit = checkMaxResults(input.maxResults, 100, 1000)
  const place = readPageToken(input.pageToken)
  const rows = await withPatterns(() => queries.searchRegisteredModels(ctx.db, {
    workspaceId: ctx.workspace.id,
    filter: parseFilter(input.filter, searchableModels),
    orders: parseOrder(input.orderBy, searchableModels),
    offset: place.offset,
    limit: limit + 1,
  }))
  const page = pageOf(rows, place, limit)
  return { models: await withLatest(ctx, page.rows), next: page.next }
}
