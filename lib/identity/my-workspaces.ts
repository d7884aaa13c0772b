import { listWorkspacesOf } from '@/db/queries/identity'
import type { Role } from '@/lib/permissions'
import type { Account } from './account'

/** The workspaces that one is a member of, by name, with one's role in each. */
export async function myWorkspaces(account: Account): Promise<{ slug: string; name: string; role: Role }[]> {
  const rows = await listWorkspacesOf(account.db, account.user.id)
  return rows.map(({ slug, name, role }) => ({ slug, name, role }))
}
