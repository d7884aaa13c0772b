import { json, type Tx } from './queue'

export interface SavedOutput {
  workspaceId: string
  runId: string
  runNumber: number
  runName: string
  component: string
  params: Record<string, unknown>
  createdBy: string | null
  createdByName: string
}

/** The step of an attempt that has ended well, and its run. */
export async function stepOfAttempt(sql: Tx, attemptId: string): Promise<SavedOutput | undefined> {
  const rows = await sql<SavedOutput[]>`
    select s.workspace_id as "workspaceId", r.id as "runId", r.number as "runNumber", r.name as "runName", s.component, s.params, r.created_by as "createdBy", r.created_by_name as "createdByName"
    from step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id
    where a.id = ${attemptId}::uuid and a.end_reason = 'succeeded'`
  return rows[0]
}

export interface NewSavedVersion {
  name: string
  description: string
  digest: string
  size: number
  rows: number
  columns: unknown
  source: unknown
}

/**
 * Makes an output the next version of an asset, which is made where it is not there, with the row of the audit trail. Null where the
 * newest version has these bytes already.
 */
export async function insertSavedVersion(sql: Tx, of: SavedOutput, version: NewSavedVersion): Promise<number | null> {
  const made = await sql<{ id: string }[]>`
    insert into data_assets (workspace_id, name, description, created_by) values (${of.workspaceId}, ${version.name}, ${version.description}, ${of.createdBy})
    on conflict (workspace_id, name) where deleted_at is null do nothing returning id`
  const [asset] = await sql<{ id: string }[]>`select id from data_assets where workspace_id = ${of.workspaceId} and name = ${version.name} and deleted_at is null for update`
  if (!asset) return null
  const [newest] = await sql<{ version: number; state: string; digest: string | null }[]>`select version, state, digest from data_asset_versions where asset_id = ${asset.id} order by version desc limit 1`
  if (newest?.state === 'ready' && newest.digest === version.digest) return null
  const number = (newest?.version ?? 0) + 1
  await sql`insert into blobs (digest, size) values (${version.digest}, ${version.size}) on conflict do nothing`
  await sql`
    insert into data_asset_versions (asset_id, version, state, digest, size, rows, columns, source, created_by)
    values (${asset.id}, ${number}, 'ready', ${version.digest}, ${version.size}, ${version.rows}, ${json(version.columns)}::text::jsonb, ${json(version.source)}::text::jsonb, ${of.createdBy})`
  await sql`update data_assets set updated_at = now() where id = ${asset.id}`
  await sql`
    insert into activity (workspace_id, actor_kind, actor_id, actor_name, action, object_kind, object_id, object_name, details)
    values (${of.workspaceId}, ${of.createdBy === null ? 'system' : 'user'}, ${of.createdBy}, ${of.createdByName || 'Atelier'}, ${made.length > 0 ? 'data.created' : 'data.version_added'}, 'data', ${asset.id}, ${version.name},
            ${json({ version: number, source: 'pipeline', from: `run ${of.runNumber}` })}::text::jsonb)`
  return number
}
