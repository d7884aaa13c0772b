import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Tags } from '@/db/schema'
import { list } from './compile'

type Queryable = Pick<Database, 'execute'>

export interface DatasetInput {
  name: string
  digest: string
  source_type: string
  source: string
  schema: string | null
  profile: string | null
  tags: Tags
}

const json = (value: unknown) => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

/** Notes the datasets that a run reads. One that is known by name and digest is not stored again; its tags for this run are added to. */
export async function insertInputs(db: Queryable, run: { id: number; experiment_id: number }, datasets: DatasetInput[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${json(datasets)}::text::jsonb) as g(name text, digest text, source_type text, source text, schema text, profile text, tags jsonb)`
  await db.execute(sql`
    insert into tracked_datasets (experiment_id, name, digest, source_type, source, schema, profile)
    select distinct on (name, digest) ${run.experiment_id}::int, name, digest, source_type, source, schema, profile from ${given} order by name, digest on conflict do nothing`)
  await db.execute(sql`
    insert into tracked_inputs (run, dataset, tags)
    select distinct on (d.id) ${run.id}::int, d.id, g.tags from ${given} join tracked_datasets d on d.experiment_id = ${run.experiment_id} and d.name = g.name and d.digest = g.digest order by d.id
    on conflict (run, dataset) do update set tags = tracked_inputs.tags || excluded.tags`)
}

export function inputsOfRuns(db: Queryable, runs: number[]): Promise<(DatasetInput & { run: number })[]> {
  if (runs.length === 0) return Promise.resolve([])
  return db.execute<DatasetInput & { run: number } & Record<string, unknown>>(sql`
    select i.run, d.name, d.digest, d.source_type, d.source, d.schema, d.profile, i.tags from tracked_inputs i join tracked_datasets d on d.id = i.dataset
    where i.run = any(translate(${list(runs)}, '[]', '{}')::int[]) order by d.id`)
}

export interface ModelLink {
  run: number
  kind: 'input' | 'output'
  model_id: string
  step: string
}

export async function insertModelLinks(db: Queryable, run: number, kind: ModelLink['kind'], models: { modelId: string; step: string }[]): Promise<void> {
  await db.execute(sql`
    insert into model_links (run, kind, model_id, step)
    select ${run}::int, ${kind}, m."modelId", m.step from jsonb_to_recordset(${json(models)}::text::jsonb) as m("modelId" text, step bigint) on conflict do nothing`)
}

export function modelLinksOfRuns(db: Queryable, runs: number[]): Promise<ModelLink[]> {
  if (runs.length === 0) return Promise.resolve([])
  return db.execute<ModelLink & Record<string, unknown>>(sql`
    select run, kind, model_id, step from model_links where run = any(translate(${list(runs)}, '[]', '{}')::int[]) order by run, kind, step, model_id`)
}

export interface DatasetSummary {
  experiment_number: number
  name: string
  digest: string
  context: string | null
}

/** Datasets of the experiments, each once for each context. */
export function datasetSummaries(db: Queryable, experiments: number[], limit: number): Promise<DatasetSummary[]> {
  return db.execute<DatasetSummary & Record<string, unknown>>(sql`
    select distinct e.number as experiment_number, d.name, d.digest, i.tags ->> 'mlflow.data.context' as context
    from tracked_inputs i join tracked_datasets d on d.id = i.dataset join experiments e on e.id = d.experiment_id
    where d.experiment_id = any(translate(${list(experiments)}, '[]', '{}')::int[]) order by 1, 2, 3, 4 limit ${limit}`)
}
