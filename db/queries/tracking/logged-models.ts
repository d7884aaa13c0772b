import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Lifecycle, LoggedModelStatus, Tags } from '@/db/schema'
import type { Comparison, Filter } from '@/lib/tracking/filter/schema'
import { compareKey, compareNumber, compareText, compile, list, ordered } from './compile'
import { nowMs } from './experiments'

type Queryable = Pick<Database, 'execute'>

export interface LoggedModelRow {
  id: number
  model_id: string
  experiment_number: number
  name: string
  status: LoggedModelStatus
  status_message: string
  model_type: string
  source_run_id: string
  artifact_uri: string
  params: Record<string, string>
  tags: Tags
  lifecycle: Lifecycle
  created_ms: string
  updated_ms: string
  registrations: { name: string; version: string }[]
}

const columns = sql`m.id, m.model_id, e.number as experiment_number, m.name, m.status, m.status_message, m.model_type, m.source_run_id, m.artifact_uri, m.params, m.tags,
  m.lifecycle, m.created_ms, m.updated_ms,
  coalesce((select jsonb_agg(jsonb_build_object('name', g.name, 'version', v.version::text) order by g.name, v.version) from model_versions v join registered_models g on g.id = v.model
            where v.model_id = m.model_id and g.workspace_id = m.workspace_id), '[]'::jsonb) as registrations`
const json = (value: unknown) => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

export interface NewLoggedModel {
  workspaceId: string
  modelId: string
  experimentId: number
  name: string
  modelType: string
  sourceRunId: string
  artifactUri: string
  params: Record<string, string>
  tags: Tags
}

/** With `ready` it is that from the start, and one that is there already stays as it is. */
export async function insertLoggedModel(db: Queryable, p: NewLoggedModel, { ready = false } = {}): Promise<void> {
  await db.execute(sql`
    insert into logged_models (workspace_id, model_id, experiment_id, name, status, model_type, source_run_id, artifact_uri, params, tags, created_ms, updated_ms)
    values (${p.workspaceId}::uuid, ${p.modelId}, ${p.experimentId}, ${p.name}, ${ready ? 'LOGGED_MODEL_READY' : 'LOGGED_MODEL_PENDING'}, ${p.modelType}, ${p.sourceRunId}, ${p.artifactUri},
            ${json(p.params)}::text::jsonb, ${json(p.tags)}::text::jsonb, ${nowMs}, ${nowMs}) ${ready ? sql`on conflict do nothing` : sql``}`)
}

/** Also where it is deleted; the caller looks. */
export async function findLoggedModel(db: Queryable, workspaceId: string, modelId: string): Promise<LoggedModelRow | undefined> {
  const [row] = await db.execute<LoggedModelRow & Record<string, unknown>>(sql`
    select ${columns} from logged_models m join experiments e on e.id = m.experiment_id where m.workspace_id = ${workspaceId}::uuid and m.model_id = ${modelId}`)
  return row
}

export async function finishLoggedModel(db: Queryable, id: number, status: LoggedModelStatus): Promise<void> {
  await db.execute(sql`update logged_models set status = ${status}, updated_ms = ${nowMs} where id = ${id}`)
}

export async function deleteLoggedModel(db: Queryable, id: number): Promise<void> {
  await db.execute(sql`update logged_models set lifecycle = 'deleted', updated_ms = ${nowMs} where id = ${id}`)
}

/** Later tags win; parameters that are there stay. */
export async function addToLoggedModel(db: Queryable, id: number, p: { tags?: Tags; params?: Record<string, string> }): Promise<void> {
  await db.execute(sql`
    update logged_models set tags = tags || ${json(p.tags ?? {})}::text::jsonb, params = ${json(p.params ?? {})}::text::jsonb || params, updated_ms = ${nowMs} where id = ${id}`)
}

/** False where there is no such tag. */
export async function deleteLoggedModelTag(db: Queryable, id: number, key: string): Promise<boolean> {
  return (await db.execute(sql`update logged_models set tags = tags - ${key}::text, updated_ms = ${nowMs} where id = ${id} and tags ? ${key} returning id`)).length > 0
}

export interface ModelPoint {
  model_id: string
  run_id: string
  key: string
  step: string
  at_ms: string
  value: number
  dataset_name: string
  dataset_digest: string
}

/** Metrics tied to logged models of the workspace. Those of unknown models are left out. NaN and infinities travel as text. */
export async function insertModelPoints(db: Queryable, workspaceId: string, points: ModelPoint[]): Promise<void> {
  const given = points.map((point) => ({ ...point, value: String(point.value) }))
  await db.execute(sql`
    insert into logged_model_metrics (model, run_id, key, step, at_ms, value, dataset_name, dataset_digest)
    select m.id, g.run_id, g.key, g.step, g.at_ms, g.value::float8, g.dataset_name, g.dataset_digest
    from jsonb_to_recordset(${json(given)}::text::jsonb) as g(model_id text, run_id text, key text, step bigint, at_ms bigint, value text, dataset_name text, dataset_digest text)
    join logged_models m on m.workspace_id = ${workspaceId}::uuid and m.model_id = g.model_id on conflict do nothing`)
}

/** The latest point of each metric, for each dataset. */
export function metricsOfModels(db: Queryable, models: number[]): Promise<(ModelPoint & { model: number })[]> {
  if (models.length === 0) return Promise.resolve([])
  return db.execute<ModelPoint & { model: number } & Record<string, unknown>>(sql`
    select distinct on (p.model, p.key, p.dataset_name, p.dataset_digest) p.model, m.model_id, p.run_id, p.key, p.step, p.at_ms, p.value, p.dataset_name, p.dataset_digest
    from logged_model_metrics p join logged_models m on m.id = p.model where p.model = any(translate(${list(models)}, '[]', '{}')::int[])
    order by p.model, p.key, p.dataset_name, p.dataset_digest, p.at_ms desc, p.step desc, p.value desc`)
}

const attributes: Record<string, SQL> = {
  name: sql`m.name`,
  model_id: sql`m.model_id`,
  model_type: sql`m.model_type`,
  status: sql`replace(m.status, 'LOGGED_MODEL_', '')`,
  source_run_id: sql`m.source_run_id`,
  experiment_id: sql`e.number::text`,
  creation_timestamp: sql`m.created_ms`,
  last_updated_timestamp: sql`m.updated_ms`,
}
const numeric = new Set(['creation_timestamp', 'last_updated_timestamp'])

export interface DatasetChoice {
  name: string
  digest: string | null
}

const ofDatasets = (choices: DatasetChoice[]) =>
  choices.length === 0
    ? sql`true`
    : sql`(${sql.join(choices.map(({ name, digest }) => (digest ? sql`(p.dataset_name = ${name} and p.dataset_digest = ${digest})` : sql`p.dataset_name = ${name}`)), sql` or `)})`

function condition(comparison: Comparison, datasets: DatasetChoice[]): SQL {
  const { kind, key } = comparison.field
  if (kind === 'param') return compareKey(sql`m.params`, comparison)
  if (kind === 'tag') return compareKey(sql`m.tags`, comparison)
  if (kind === 'metric') return sql`exists (select from logged_model_metrics p where p.model = m.id and p.key = ${key} and ${ofDatasets(datasets)} and ${compareNumber(sql`p.value`, comparison)})`
  return numeric.has(key) ? compareNumber(attributes[key]!, comparison) : compareText(attributes[key]!, comparison)
}

export interface ModelOrder {
  kind: 'metric' | 'param' | 'attribute'
  key: string
  ascending: boolean
  dataset: DatasetChoice | null
}

export interface SearchLoggedModelsParams {
  workspaceId: string
  experiments: number[]
  filter: Filter | null
  datasets: DatasetChoice[]
  orders: ModelOrder[]
  offset: number
  limit: number
}

/** Newest first unless `orders` say otherwise; deleted ones are left out. */
export function searchLoggedModels(db: Queryable, p: SearchLoggedModelsParams): Promise<LoggedModelRow[]> {
  const where = [sql`m.workspace_id = ${p.workspaceId}::uuid`, sql`m.experiment_id = any(translate(${list(p.experiments)}, '[]', '{}')::int[])`, sql`m.lifecycle = 'active'`]
  if (p.filter) where.push(compile(p.filter, (comparison) => condition(comparison, p.datasets)))
  if (p.datasets.length > 0) where.push(sql`exists (select from logged_model_metrics p where p.model = m.id and ${ofDatasets(p.datasets)})`)
  const order = p.orders.map(({ kind, key, ascending, dataset }) => {
    if (kind === 'metric') {
      const latest = sql`(select p.value from logged_model_metrics p where p.model = m.id and p.key = ${key} and ${ofDatasets(dataset ? [dataset] : [])} order by p.at_ms desc, p.step desc limit 1)`
      return ordered(sql`nullif(${latest}, 'NaN')`, ascending)
    }
    return ordered(kind === 'param' ? sql`(m.params ->> ${key})` : attributes[key]!, ascending)
  })
  return db.execute<LoggedModelRow & Record<string, unknown>>(sql`
    select ${columns} from logged_models m join experiments e on e.id = m.experiment_id where ${sql.join(where, sql` and `)}
    order by ${sql.join([...order, sql`m.created_ms desc`, sql`m.id desc`], sql`, `)} offset ${p.offset} limit ${p.limit}`)
}

/** Active models that a run has made. */
export function modelsOfRun(db: Queryable, workspaceId: string, runId: string): Promise<LoggedModelRow[]> {
  return db.execute<LoggedModelRow & Record<string, unknown>>(sql`
    select ${columns} from logged_models m join experiments e on e.id = m.experiment_id
    where m.workspace_id = ${workspaceId}::uuid and m.source_run_id = ${runId} and m.lifecycle = 'active' order by m.created_ms, m.id`)
}
