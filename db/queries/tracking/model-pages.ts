import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Tags } from '@/db/schema'

type Queryable = Pick<Database, 'execute'>

export interface ModelSummaryRow {
  name: string
  description: string
  tags: Tags
  versions: number
  /** The newest version's number. */
  latest: number | null
  aliases: { alias: string; version: number }[]
  created_ms: string
  updated_ms: string
}

/** Models whose name or description contains a text, the last changed first. */
export function listModelSummaries(db: Queryable, p: { workspaceId: string; contains: string; offset: number; limit: number }): Promise<ModelSummaryRow[]> {
  const like = `%${p.contains.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return db.execute<ModelSummaryRow & Record<string, unknown>>(sql`
    select g.name, g.description, g.tags, g.created_ms, g.updated_ms, v.versions, v.latest,
      coalesce((select jsonb_agg(jsonb_build_object('alias', a.alias, 'version', a.version) order by a.alias) from model_aliases a where a.model = g.id), '[]'::jsonb) as aliases
    from registered_models g, lateral (select count(*)::int as versions, max(version) as latest from model_versions where model = g.id) v
    where g.workspace_id = ${p.workspaceId}::uuid and (g.name ilike ${like} or g.description ilike ${like})
    order by g.updated_ms desc, g.name offset ${p.offset} limit ${p.limit}`)
}
