import type { Database } from '@/db/client'
import { findLiveInvitation, findUserByEmail, findWorkspace, insertMember, insertUser, useInvitation, type InvitationRow, type Queryable, type UserRow } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import type { Role } from '@/lib/permissions'
import type { Account } from './account'
import { hashPassword } from './password'
import { JoinInput } from './schema'
import { hashSecret } from './secret'

export interface InvitationView {
  workspace: string
  email: string
  role: Role
  /** Whether its e-mail belongs to somebody who has an account: sign in to accept. */
  hasAccount: boolean
}

const ended = () => new AppError('conflict', 'This invitation has been used, withdrawn or has expired. Ask for a new one.')

/** What the join page shows; null where the link is not good any more. */
export async function readInvitation(db: Database, token: string): Promise<InvitationView | null> {
  const row = await findLiveInvitation(db, hashSecret(token), 'invitation')
  const workspace = row?.workspaceId ? await findWorkspace(db, row.workspaceId) : undefined
  if (!row?.email || !workspace) return null
  return { workspace: workspace.name, email: row.email, role: row.role, hasAccount: (await findUserByEmail(db, row.email)) !== undefined }
}

async function join(tx: Queryable, row: InvitationRow, user: UserRow): Promise<{ workspace: string; email: string }> {
  const workspace = row.workspaceId ? await findWorkspace(tx, row.workspaceId) : undefined
  if (!workspace) throw ended()
  // Somebody who is a member already keeps the role that an admin has given since.
  if (await insertMember(tx, { workspaceId: workspace.id, userId: user.id, role: row.role })) {
    const actor = { kind: 'user' as const, id: user.id, name: user.name, email: user.email, role: row.role }
    await recordActivity({ workspace, actor, db: tx }, { action: 'member.joined', object: { kind: 'member', id: user.id, name: user.name }, details: { role: row.role, by: 'invitation' } })
  }
  return { workspace: workspace.slug, email: user.email }
}

/** A newcomer makes an account with the invitation's e-mail and joins. @throws AppError `invalid`, `conflict` */
export async function acceptInvitationAsNewcomer(db: Database, input: JoinInput): Promise<{ workspace: string; email: string }> {
  const { token, name, password } = parse(JoinInput, input)
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const row = await useInvitation(tx, hashSecret(token), 'invitation')
    if (!row?.email) throw ended()
    const user = await insertUser(tx, { email: row.email, name, passwordHash })
    if (!user) throw new AppError('conflict', `There is an account for ${row.email} already. Sign in first, then open the link again.`)
    return join(tx, row, user)
  })
}

/** The signed-in person joins, if the invitation is for their e-mail. @throws AppError `conflict`, `forbidden` */
export async function acceptInvitation(account: Account, input: { token: string }): Promise<{ workspace: string; email: string }> {
  return account.db.transaction(async (tx) => {
    const row = await useInvitation(tx, hashSecret(input.token), 'invitation')
    if (!row) throw ended()
    // Thrown inside the transaction, so the link stays good for its owner.
    if (row.email !== account.user.email)
      throw new AppError('forbidden', `This invitation is for ${row.email}, and you are signed in as ${account.user.email}. Sign out, then open the link again.`)
    const user = await findUserByEmail(tx, account.user.email)
    if (!user) throw ended()
    return join(tx, row, user)
  })
}
