import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

/** Keeps what an event file has from `place` on; at 0 it begins anew, and what came before goes. */
export async function putEventPiece(db: Queryable, p: { run: number; path: string; place: number; bytes: Buffer }): Promise<void> {
  if (p.place === 0) await dropEventPieces(db, p.run, p.path)
  await db.execute(sql`
    insert into event_pieces (run, path, place, bytes) values (${p.run}, ${p.path}, ${p.place}, decode(${p.bytes.toString('base64')}, 'base64'))
    on conflict (run, path, place) do update set bytes = excluded.bytes`)
}

export async function dropEventPieces(db: Queryable, run: number, path: string): Promise<void> {
  await db.execute(sql`delete from event_pieces where run = ${run} and path = ${path}`)
}

/**
 * What has been read of an event file from byte `from` on, by the id of its first piece, of which the run is among `shows`: about `most`
 * bytes at a time, none where there are no more. Undefined where there is no such piece any more.
 */
export async function readEventPieces(db: Queryable, p: { workspaceId: string; shows: string[]; piece: number; from: number; most: number }): Promise<Buffer | undefined> {
  const rows = await db.execute<{ bytes: Buffer | null }>(sql`
    with file as (
      select p.run, p.path, f.read_to from event_pieces p join event_files f on f.run = p.run and f.path = p.path join tracked_runs r on r.id = p.run
      where p.id = ${p.piece} and p.place = 0 and r.workspace_id = ${p.workspaceId}::uuid and r.run_id in (select jsonb_array_elements_text(${JSON.stringify(p.shows)}::text::jsonb))
    ), parts as (
      -- A piece that ends within a record is sent again with the rest: the next one counts from where it begins.
      select p.id, greatest(p.place, ${p.from}::bigint) as first, p.place, least(lead(p.place, 1, file.read_to) over (order by p.place), file.read_to) as until from event_pieces p join file on p.run = file.run and p.path = file.path
    )
    select substr(e.bytes, (x.first - x.place + 1)::int, (x.until - x.first)::int) as bytes
    from file left join (parts x join event_pieces e on e.id = x.id) on x.until > x.first and x.place < ${p.from}::bigint + ${p.most}::bigint order by x.place`)
  return rows.length === 0 ? undefined : Buffer.concat(rows.flatMap(({ bytes }) => bytes ?? []))
}
