import type { Database } from '@/db/client'
import { findTokenHolder, touchToken } from '@/db/queries/credentials'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { lesserRole } from '@/lib/identity/roles'
import { hashSecret } from '@/lib/identity/secret'

/**
 * The context of a personal access token: its own workspace, with the lesser of its role and its owner's present one.
 * @throws AppError `unauthenticated`, `forbidden` (neither role lies within the other)
 */
export async function contextOfToken(db: Database, secret: string): Promise<Context> {
  const holder = secret.startsWith('atl_pat_') ? await findTokenHolder(db, hashSecret(secret)) : undefined
  if (!holder) throw new AppError('unauthenticated', 'This token is not valid: it was revoked, has expired, or its owner left the workspace. Create a new one under Settings.')
  const { token, user, workspace, memberRole } = holder
  const role = lesserRole(token.role, memberRole)
  if (!role) throw new AppError('forbidden', `This token was made for the role ${token.role}, and its owner is ${memberRole} now. Create a new one under Settings.`)
  if (!token.usedAt || Date.now() - token.usedAt.getTime() > 60_000) await touchToken(db, token.id)
  return {
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
    actor: { kind: 'token', id: token.id, name: `${user.name} (token ${token.name})`, userId: user.id, role },
    db,
  }
}
