import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Tags } from '@/db/schema'
import type { Comparison, Filter, Order } from '@/lib/tracking/filter/schema'
import { compareKey, compareNumber, compareText, compile, list, ordered } from './compile'
import { nowMs } from './experiments'

type Queryable = Pick<Database, 'execute'>
const json = (value: unknown) => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

export interface RegisteredModelRow {
  id: number
  name: string
  description: string
  tags: Tags
  created_ms: string
  updated_ms: string
  aliases: { alias: string; version: string }[]
}

const columns = sql`g.id, g.name, g.description, g.tags, g.created_ms, g.updated_ms,
  coalesce((select jsonb_agg(jsonb_build_object('alias', a.alias, 'version', a.version::text) order by a.alias) from model_aliases a where a.model = g.id), '[]'::jsonb) as aliases`

/** Undefined where the name is taken. */
export async function insertRegisteredModel(db: Queryable, p: { workspaceId: string; name: string; description: string; tags: Tags }): Promise<RegisteredModelRow | undefined> {
  const [row] = await db.execute<RegisteredModelRow & Record<string, unknown>>(sql`
    insert into registered_models as g (workspace_id, name, description, tags, created_ms, updated_ms)
    values (${p.workspaceId}::uuid, ${p.name}, ${p.description}, ${json(p.tags)}::text::jsonb, ${nowMs}, ${nowMs}) on conflict do nothing returning ${columns}`)
  return row
}

export async function findRegisteredModel(db: Queryable, workspaceId: string, name: string): Promise<RegisteredModelRow | undefined> {
  const [row] = await db.execute<RegisteredModelRow & Record<string, unknown>>(sql`select ${columns} from registered_models g where g.workspace_id = ${workspaceId}::uuid and g.name = ${name}`)
  return row
}

/** False where another model of the workspace has the name. What is undefined stays. */
export async function updateRegisteredModel(db: Queryable, id: number, p: { name?: string; description?: string }): Promise<boolean> {
  const rows = await db.execute(sql`
    update registered_models g set name = coalesce(${p.name ?? null}, name), description = coalesce(${p.description ?? null}, description), updated_ms = ${nowMs}
    where id = ${id} and not exists (select from registered_models o where o.workspace_id = g.workspace_id and o.name = ${p.name ?? null} and o.id <> g.id) returning id`)
  return rows.length > 0
}

/** Until the end of the transaction, as setting an alias does. */
export async function lockModel(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`select from registered_models where id = ${id} for update`)
}

export async function deleteRegisteredModel(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`delete from registered_models where id = ${id}`)
}

/** Clients leave prompts out of every search by this tag, which nothing here carries. */
const promptTag = 'mlflow.prompt.is_prompt'

function compareTag(tags: SQL, comparison: Comparison): SQL {
  return comparison.field.key === promptTag ? compareText(sql`coalesce(${tags} ->> ${promptTag}, 'false')`, comparison) : compareKey(tags, comparison)
}

const setTag = (key: string, value: string | null) => (value === null ? sql`tags - ${key}::text` : sql`tags || jsonb_build_object(${key}::text, ${value}::text)`)

export async function setRegisteredModelTag(db: Queryable, id: number, key: string, value: string | null): Promise<void> {
  await db.execute(sql`update registered_models set tags = ${setTag(key, value)}, updated_ms = ${nowMs} where id = ${id}`)
}

export interface SearchModelsParams {
  workspaceId: string
  filter: Filter | null
  orders: Order[]
  offset: number
  limit: number
}

const modelAttributes: Record<string, SQL> = { name: sql`g.name`, creation_timestamp: sql`g.created_ms`, last_updated_timestamp: sql`g.updated_ms` }

/** By name unless `orders` say otherwise. */
export function searchRegisteredModels(db: Queryable, p: SearchModelsParams): Promise<RegisteredModelRow[]> {
  const leaf = (comparison: Comparison) => {
    const { kind, key } = comparison.field
    if (kind === 'tag') return compareTag(sql`g.tags`, comparison)
    return key === 'name' ? compareText(modelAttributes[key]!, comparison) : compareNumber(modelAttributes[key]!, comparison)
  }
  const where = sql`g.workspace_id = ${p.workspaceId}::uuid and ${p.filter ? compile(p.filter, leaf) : sql`true`}`
  const order = p.orders.map(({ field, ascending }) => ordered(field.kind === 'tag' ? sql`(g.tags ->> ${field.key})` : modelAttributes[field.key]!, ascending))
  return db.execute<RegisteredModelRow & Record<string, unknown>>(sql`
    select ${columns} from registered_models g where ${where} order by ${sql.join([...order, sql`g.name`], sql`, `)} offset ${p.offset} limit ${p.limit}`)
}

export interface VersionRow {
  model: number
  name: string
  version: number
  description: string
  user_name: string
  stage: string
  source: string
  run_id: string
  run_link: string
  model_id: string
  tags: Tags
  created_ms: string
  updated_ms: string
  aliases: string[]
}

const versionColumns = sql`v.model, g.name, v.version, v.description, v.user_name, v.stage, v.source, v.run_id, v.run_link, v.model_id, v.tags, v.created_ms, v.updated_ms,
  coalesce((select jsonb_agg(a.alias order by a.alias) from model_aliases a where a.model = v.model and a.version = v.version), '[]'::jsonb) as aliases`

export interface NewVersion {
  model: number
  description: string
  userName: string
  source: string
  runId: string
  runLink: string
  modelId: string
  tags: Tags
}

/** The next version. Two who ask at once wait for each other at the model's row. */
export async function insertVersion(db: Queryable, p: NewVersion): Promise<number> {
  await db.execute(sql`update registered_models set updated_ms = ${nowMs} where id = ${p.model}`)
  const [row] = await db.execute<{ version: number }>(sql`
    insert into model_versions (model, version, description, user_name, source, run_id, run_link, model_id, tags, created_ms, updated_ms)
    select ${p.model}::int, coalesce(max(version), 0) + 1, ${p.description}, ${p.userName}, ${p.source}, ${p.runId}, ${p.runLink}, ${p.modelId}, ${json(p.tags)}::text::jsonb, ${nowMs}, ${nowMs}
    from model_versions where model = ${p.model} returning version`)
  return row!.version
}

export async function findVersion(db: Queryable, model: number, version: number): Promise<VersionRow | undefined> {
  const [row] = await db.execute<VersionRow & Record<string, unknown>>(sql`
    select ${versionColumns} from model_versions v join registered_models g on g.id = v.model where v.model = ${model} and v.version = ${version}`)
  return row
}

export async function updateVersion(db: Queryable, model: number, version: number, p: { description?: string; stage?: string }): Promise<void> {
  await db.execute(sql`
    with touched as (update registered_models set updated_ms = ${nowMs} where id = ${model})
    update model_versions set description = coalesce(${p.description ?? null}, description), stage = coalesce(${p.stage ?? null}, stage), updated_ms = ${nowMs} where model = ${model} and version = ${version}`)
}

/** Takes the other versions out of a stage. */
export async function archiveStage(db: Queryable, model: number, stage: string, except: number): Promise<void> {
  await db.execute(sql`update model_versions set stage = 'Archived', updated_ms = ${nowMs} where model = ${model} and stage = ${stage} and version <> ${except}`)
}

/** With the aliases that lead to it. */
export async function deleteVersion(db: Queryable, model: number, version: number): Promise<void> {
  await db.execute(sql`
    with aliases as (delete from model_aliases where model = ${model} and version = ${version}), touched as (update registered_models set updated_ms = ${nowMs} where id = ${model})
    delete from model_versions where model = ${model} and version = ${version}`)
}

export async function setVersionTag(db: Queryable, model: number, version: number, key: string, value: string | null): Promise<void> {
  await db.execute(sql`update model_versions set tags = ${setTag(key, value)}, updated_ms = ${nowMs} where model = ${model} and version = ${version}`)
}

/** False where the version is gone. The model's row is locked, so that the version does not go meanwhile. */
export async function setAlias(db: Queryable, model: number, alias: string, version: number): Promise<boolean> {
  await lockModel(db, model)
  const rows = await db.execute(sql`
    insert into model_aliases (model, alias, version) select model, ${alias}, version from model_versions where model = ${model} and version = ${version}
    on conflict (model, alias) do update set version = excluded.version returning alias`)
  return rows.length > 0
}

export async function deleteAlias(db: Queryable, model: number, alias: string): Promise<void> {
  await db.execute(sql`delete from model_aliases where model = ${model} and alias = ${alias}`)
}

export async function findAlias(db: Queryable, model: number, alias: string): Promise<number | undefined> {
  const [row] = await db.execute<{ version: number }>(sql`select version from model_aliases where model = ${model} and alias = ${alias}`)
  return row?.version
}

const versionAttributes: Record<string, SQL> = {
  name: sql`g.name`,
  run_id: sql`v.run_id`,
  source_path: sql`v.source`,
  version_number: sql`v.version`,
  creation_timestamp: sql`v.created_ms`,
  last_updated_timestamp: sql`v.updated_ms`,
}
const versionTexts = new Set(['name', 'run_id', 'source_path'])

/** The last changed first unless `orders` say otherwise. */
export function searchVersions(db: Queryable, p: SearchModelsParams): Promise<VersionRow[]> {
  const leaf = (comparison: Comparison) => {
    const { kind, key } = comparison.field
    if (kind === 'tag') return compareTag(sql`v.tags`, comparison)
    return versionTexts.has(key) ? compareText(versionAttributes[key]!, comparison) : compareNumber(versionAttributes[key]!, comparison)
  }
  const where = sql`g.workspace_id = ${p.workspaceId}::uuid and ${p.filter ? compile(p.filter, leaf) : sql`true`}`
  const order = p.orders.map(({ field, ascending }) => ordered(field.kind === 'tag' ? sql`(v.tags ->> ${field.key})` : versionAttributes[field.key]!, ascending))
  if (order.length === 0) order.push(sql`v.updated_ms desc`)
  return db.execute<VersionRow & Record<string, unknown>>(sql`
    select ${versionColumns} from model_versions v join registered_models g on g.id = v.model where ${where}
    order by ${sql.join([...order, sql`g.name`, sql`v.version desc`], sql`, `)} offset ${p.offset} limit ${p.limit}`)
}

/** The newest version in each stage, of the given models. */
export function latestVersions(db: Queryable, models: number[]): Promise<VersionRow[]> {
  if (models.length === 0) return Promise.resolve([])
  return db.execute<VersionRow & Record<string, unknown>>(sql`
    select distinct on (v.model, v.stage) ${versionColumns} from model_versions v join registered_models g on g.id = v.model
    where v.model = any(translate(${list(models)}, '[]', '{}')::int[]) order by v.model, v.stage, v.version desc`)
}
