import type { Database } from '@/db/client'
import { ownerOf } from '@/db/queries/sweeps'
import type { Context } from '@/lib/context'

/** In whose name a sweep's trials run, with the role that they have now; null where they have left the workspace. */
export async function contextOfOwner(db: Database, sweep: { workspace_id: string; created_by_id: string | null; created_by: string }): Promise<Context | null> {
  const row = await ownerOf(db, { workspaceId: sweep.workspace_id, userId: sweep.created_by_id })
  if (!row?.role || sweep.created_by_id === null) return null
  const actor = { kind: 'user' as const, id: sweep.created_by_id, name: row.name ?? sweep.created_by, email: row.email ?? '', role: row.role }
  return { workspace: { id: sweep.workspace_id, slug: row.slug, name: row.workspace_name }, actor, db }
}
