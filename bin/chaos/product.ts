// What the chaos needs of the product itself; bundled, and loaded once the database's address is known.
import { connect, type Connection } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { registerAgent } from '@/lib/compute/create-agent'
import type { Context } from '@/lib/context'
import { Graph } from '@/lib/graph/schema'
import { blobPath } from '@/lib/protocol/artifacts'
import { submitGraph } from '@/lib/runs/submit'

export { blobPath, connect, migrateDatabase, registerAgent }

/** A workspace with its owner, as the context of what is done there. */
export async function makeWorkspace({ db, sql }: Connection): Promise<Context> {
  const [row] = await sql<[{ workspace: string; user: string }]>`
    with w as (insert into workspaces (slug, name) values ('chaos', 'Chaos') returning id),
         u as (insert into users (email, name) values ('chaos@example.com', 'Chaos') returning id),
         m as (insert into members (workspace_id, user_id, role) select w.id, u.id, 'owner' from w, u)
    select w.id as workspace, u.id as user from w, u`
  return { workspace: { id: row.workspace, slug: 'chaos', name: 'Chaos' }, actor: { kind: 'user', id: row.user, name: 'Chaos', email: 'chaos@example.com', role: 'owner' }, db }
}

/** Everything is computed: what an equal run has found is not taken over. */
export function submit(ctx: Context, name: string, graph: unknown): Promise<{ id: string }> {
  return submitGraph(ctx, { graph: Graph.parse(graph), pipelineId: null, name, options: { force: 'all' } })
}
