import { findWorkspaceBySlug, insertMember, insertWorkspace, listWorkspacesOf, type Queryable, type WorkspaceRow } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { accountActor, type Account } from './account'
import { WorkspaceName } from './schema'
import { slugify } from './slug'
import type { Database } from '@/db/client'

/** Finds a free slug by counting up: "lab", "lab-2", "lab-3" … */
async function insertFree(db: Queryable, name: string, wanted: string): Promise<WorkspaceRow> {
  for (let count = 1; count <= 500; count++) {
    const row = await insertWorkspace(db, { name, slug: count === 1 ? wanted : `${wanted}-${count}` })
    if (row) return row
  }
  throw new AppError('conflict', `There are too many workspaces named like “${name}”. Choose another name.`)
}

/** True for those who own or administer some workspace already; members alone do not open new ones. */
export async function mayCreateWorkspace(account: Pick<Account, 'user' | 'db'>): Promise<boolean> {
  const mine = await listWorkspacesOf(account.db, account.user.id)
  return mine.some(({ role }) => role === 'owner' || role === 'admin')
}

/** Makes a workspace owned by the person. @throws AppError `invalid`, `forbidden` */
export async function createWorkspace(account: Account, input: { name: string }): Promise<{ id: string; slug: string; name: string }> {
  if (!(await mayCreateWorkspace(account)))
    throw new AppError('forbidden', 'Only owners and admins of a workspace can create another one. Ask one of them to create it and invite you.')
  const name = parse(WorkspaceName, input.name)
  return account.db.transaction(async (tx) => {
    const { id, slug } = await insertFree(tx, name, slugify(name))
    await insertMember(tx, { workspaceId: id, userId: account.user.id, role: 'owner' })
    const actor = { ...accountActor(account), role: 'owner' as const }
    await recordActivity({ workspace: { id }, actor, db: tx }, { action: 'workspace.created', object: { kind: 'workspace', id, name } })
    return { id, slug, name }
  })
}

/** The workspace at `slug`, made without members where there is none: how the sample comes to be before anybody has signed in. */
export async function ensureWorkspace(db: Database, input: { slug: string; name: string }): Promise<{ id: string; slug: string; name: string; created: boolean }> {
  return db.transaction(async (tx) => {
    const row = await insertWorkspace(tx, input)
    if (!row) return { ...(await findWorkspaceBySlug(tx, input.slug))!, created: false }
    const { id, slug, name } = row
    await recordActivity({ workspace: row, actor: { kind: 'system', name: 'Atelier' }, db: tx }, { action: 'workspace.created', object: { kind: 'workspace', id, name } })
    return { id, slug, name, created: true }
  })
}
