import type { z } from 'zod'
import { revokeOtherSessions } from '@/db/queries/credentials'
import { findUser, setPasswordHash } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { accountActor, type Account } from './account'
import { hashPassword, verifyPassword } from './password'
import { limitSignIn } from './sign-in-limit'
import { ChangePasswordInput } from './schema'

/**
 * Needs the present password, unless there is none (sign-in by OIDC alone); ends all other sessions.
 * @throws AppError `invalid` (wrong password, weak new one), `rate_limited`
 */
export async function changePassword(account: Account, input: z.input<typeof ChangePasswordInput>): Promise<{ sessionsEnded: number }> {
  const { current, next } = parse(ChangePasswordInput, input)
  const { id, email, name } = account.user
  const user = await findUser(account.db, id)
  if (user?.passwordHash) {
    const attempt = await limitSignIn(account.db, { email, address: '' })
    if (!(await verifyPassword(user.passwordHash, current)))
      throw new AppError('invalid', 'The current password is not right.', { fields: { current: 'This is not your current password.' } })
    await attempt.succeed()
  }
  const passwordHash = await hashPassword(next)
  return account.db.transaction(async (tx) => {
    await setPasswordHash(tx, id, passwordHash)
    await recordActivity({ workspace: null, actor: accountActor(account), db: tx }, { action: 'password.changed', object: { kind: 'user', id, name } })
    return { sessionsEnded: await revokeOtherSessions(tx, id, account.sessionId) }
  })
}

/** False for somebody who signs in through the identity provider alone, and then sets a first one. */
export async function hasPassword(account: Account): Promise<boolean> {
  return Boolean((await findUser(account.db, account.user.id))?.passwordHash)
}
