import type { Database } from '@/db/client'
import { findUserByEmail, hasOwner, insertMember, insertUser, insertWorkspace, listWorkspaces, setPasswordHash, setWorkspaceName, useInvitation, type Queryable, type UserRow } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { hashPassword } from './password'
import { Email, Password, PersonName, SetUpInput } from './schema'
import { hashSecret } from './secret'

/** Makes a person the owner of every workspace there is, and of the sample where there is none yet. Returns the first one's slug. */
async function own(tx: Queryable, user: UserRow, firstName?: string): Promise<string> {
  let all = await listWorkspaces(tx)
  if (all.length === 0) all = [(await insertWorkspace(tx, { slug: 'sample', name: 'Sample' }))!]
  const actor = { kind: 'user' as const, id: user.id, name: user.name, email: user.email, role: 'owner' as const }
  for (const [index, workspace] of all.entries()) {
    await insertMember(tx, { workspaceId: workspace.id, userId: user.id, role: 'owner' })
    const ctx = { workspace, actor, db: tx }
    await recordActivity(ctx, { action: 'member.joined', object: { kind: 'member', id: user.id, name: user.name }, details: { role: 'owner', by: 'set-up' } })
    if (index > 0 || !firstName || firstName === workspace.name) continue
    await setWorkspaceName(tx, workspace.id, firstName)
    await recordActivity(ctx, { action: 'workspace.renamed', object: { kind: 'workspace', id: workspace.id, name: firstName }, details: { from: workspace.name, to: firstName } })
  }
  return all[0]!.slug
}

/**
 * Uses the set-up link: creates the first owner and joins the sample workspace under the name given. Of several at once
 * exactly one succeeds. @throws AppError `invalid`, `conflict` (link used, replaced or expired)
 */
export async function acceptSetup(db: Database, input: SetUpInput): Promise<{ workspace: string; email: string }> {
  const { token, name, email, password, workspaceName } = parse(SetUpInput, input)
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    // The link's row is taken first: a second request waits here, and then finds it used.
    const link = await useInvitation(tx, hashSecret(token), 'setup')
    if (!link || (await hasOwner(tx)))
      throw new AppError('conflict', 'This set-up link has been used, replaced or has expired. Sign in, or restart the studio to get a new link.')
    const user = await insertUser(tx, { email, name, passwordHash })
    if (!user) throw new AppError('conflict', `There is an account for ${email} already. Use another e-mail.`, { fields: { email: 'There is an account with this e-mail already.' } })
    return { workspace: await own(tx, user, workspaceName), email }
  })
}

/**
 * The first owner without the browser, owner of every workspace there is. Does nothing once there is an owner.
 * @throws AppError `invalid`
 */
export async function createOwner(db: Database, input: { email: string; password: string; name?: string }): Promise<{ created: boolean; email: string }> {
  const email = parse(Email, input.email)
  if (await hasOwner(db)) return { created: false, email }
  const name = parse(PersonName, input.name ?? email.split('@')[0])
  const passwordHash = await hashPassword(parse(Password, input.password))
  return db.transaction(async (tx) => {
    const made = await insertUser(tx, { email, name, passwordHash })
    const user = made ?? (await findUserByEmail(tx, email))!
    // Somebody who came by OIDC before there was an owner: whoever sets the environment decides on the password.
    if (!made) await setPasswordHash(tx, user.id, passwordHash)
    await own(tx, user)
    return { created: true, email }
  })
}
