import { findMembership } from '@/db/queries/identity'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Account } from '@/lib/identity/account'

/** A person's context in one workspace. To strangers the workspace does not exist. @throws AppError `not_found` */
export async function contextOfMember({ user, db }: Account, slug: string): Promise<Context> {
  const found = await findMembership(db, user.id, slug)
  if (!found) throw new AppError('not_found', `There is no workspace “${slug}” that you are a member of.`)
  const { id, name } = found.workspace
  return { workspace: { id, slug, name }, actor: { kind: 'user', ...user, role: found.role }, db }
}
