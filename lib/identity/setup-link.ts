import type { Database } from '@/db/client'
import { deleteUnusedSetupLinks, findLiveInvitation, hasOwner, insertInvitation } from '@/db/queries/identity'
import { hashSecret, newSecret } from './secret'

const validHours = 72

/**
 * A fresh one-time link by which the first owner sets the studio up; older unused ones end.
 * Null once there is an owner.
 */
export async function createSetupLink(db: Database, options: { baseUrl: string }): Promise<{ url: string; expiresInHours: number } | null> {
  const token = newSecret('atl_setup_')
  const made = await db.transaction(async (tx) => {
    if (await hasOwner(tx)) return false
    await deleteUnusedSetupLinks(tx)
    await insertInvitation(tx, { tokenHash: hashSecret(token), kind: 'setup', workspaceId: null, email: null, role: 'owner', createdBy: null, validHours })
    return true
  })
  return made ? { url: `${options.baseUrl.replace(/\/$/, '')}/set-up?token=${token}`, expiresInHours: validHours } : null
}

/** What the set-up page is to show for a link. */
export async function checkSetupLink(db: Database, token: string): Promise<'good' | 'ended' | 'done'> {
  if (await hasOwner(db)) return 'done'
  return (await findLiveInvitation(db, hashSecret(token), 'setup')) ? 'good' : 'ended'
}
