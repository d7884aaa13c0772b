import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

export interface JoinRow {
  id: string
  expires_at: string
  expired: boolean
  agent_id: string | null
  agent_name: string | null
}

/** Notes a join token; those that ran out a week ago are forgotten. */
export async function insertJoin(db: Queryable, p: { tokenHash: string; workspaceId: string; createdBy: string; hours: number }): Promise<{ id: string; expires_at: string }> {
  const [row] = await db.execute<{ id: string; expires_at: string }>(sql`
    with old as (delete from agent_joins where expires_at < clock_timestamp() - interval '7 days')
    insert into agent_joins (token_hash, workspace_id, created_by, expires_at)
    values (${p.tokenHash}, ${p.workspaceId}, ${p.createdBy}, clock_timestamp() + ${p.hours} * interval '1 hour') returning id, expires_at`)
  return row!
}

export async function joinById(db: Queryable, p: { workspaceId: string; id: string }): Promise<JoinRow | undefined> {
  const [row] = await db.execute<JoinRow & Record<string, unknown>>(sql`
    select j.id, j.expires_at, j.expires_at <= clock_timestamp() as expired, a.id as agent_id, a.name as agent_name
    from agent_joins j left join agents a on a.id = j.agent_id where j.id = ${p.id}::uuid and j.workspace_id = ${p.workspaceId}::uuid`)
  return row
}

/** Uses a join token up. Undefined where it is unknown, was used, or has run out. */
export async function useJoin(db: Queryable, tokenHash: string): Promise<{ id: string; workspace_id: string; created_by: string } | undefined> {
  const [row] = await db.execute<{ id: string; workspace_id: string; created_by: string }>(sql`
    update agent_joins set used_at = clock_timestamp() where token_hash = ${tokenHash} and used_at is null and expires_at > clock_timestamp()
    returning id, workspace_id, created_by`)
  return row
}

/** Makes the agent that came with a token. Where its name is taken it gets the next number. */
export async function insertJoined(db: Queryable, p: { joinId: string; name: string; tokenHash: string }): Promise<{ id: string; name: string }> {
  // One at a time, so that two machines of one name get two names.
  await db.execute(sql`select pg_advisory_xact_lock(4201, 7)`)
  const [row] = await db.execute<{ id: string; name: string }>(sql`
    with free as (
      select name from (select 1 as n, ${p.name} as name union all select n, ${p.name} || ' ' || n from generate_series(2, 1000) n) names
      where not exists (select 1 from agents a where a.name = names.name and a.removed_at is null) order by n limit 1
    ), made as (
      insert into agents (name, token_hash) select name, ${p.tokenHash} from free returning id, name
    ), noted as (
      update agent_joins set agent_id = (select id from made) where id = ${p.joinId}::uuid
    )
    select id, name from made`)
  return row!
}
