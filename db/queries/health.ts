import { sql } from 'drizzle-orm'
import type { Database } from '../client'

/** Seconds since an agent was last heard of, and since the sweeps last ran; null for never. By the database's clock. */
export async function lastSigns(db: Database): Promise<{ agent: number | null; sweeps: number | null }> {
  const [row] = await db.execute<{ agent: string | null; sweeps: string | null }>(sql`
    select
      (select extract(epoch from now() - max(seen_at)) from agents where removed_at is null) as agent,
      (select extract(epoch from now() - (value ->> 'at')::timestamptz) from settings where key = 'sweeps') as sweeps
  `)
  const seconds = (text: string | null | undefined): number | null => (text == null ? null : Number(text))
  return { agent: seconds(row?.agent), sweeps: seconds(row?.sweeps) }
}
