import { randomBytes } from 'node:crypto'
import type { Database } from '@/db/client'
import { members, users, workspaces } from '@/db/schema'
import type { Context } from '@/lib/context'
import type { Role } from '@/lib/permissions'

/** A new workspace with one member in the given role (author unless told), as a use case's context. */
export async function testContext(db: Database, options: { role?: Role } = {}): Promise<Context> {
  const mark = randomBytes(4).toString('hex')
  const role = options.role ?? 'author'
  const [workspace] = await db.insert(workspaces).values({ slug: `w-${mark}`, name: `Workspace ${mark}` }).returning()
  const [user] = await db.insert(users).values({ email: `${mark}@example.com`, name: `Person ${mark}` }).returning()
  if (!workspace || !user) throw new Error('The test workspace could not be created')
  await db.insert(members).values({ workspaceId: workspace.id, userId: user.id, role })
  return {
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
    actor: { kind: 'user', id: user.id, name: user.name, email: user.email, role },
    db,
  }
}
