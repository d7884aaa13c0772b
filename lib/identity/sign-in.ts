import type { Database } from '@/db/client'
import { findOidcUser, findUserByEmail, insertOidcAccount, insertUser } from '@/db/queries/identity'
import { AppError } from '@/lib/errors'
import { verifyPassword } from './password'
import { limitSignIn } from './sign-in-limit'

/** Who has this e-mail and password; null where they do not fit. @throws AppError `rate_limited` */
export async function signInWithPassword(db: Database, input: { email: string; password: string; address: string }): Promise<{ id: string } | null> {
  const email = input.email.trim().toLowerCase()
  if (!email || email.length > 254 || !input.password || input.password.length > 200) return null
  const attempt = await limitSignIn(db, { email, address: input.address })
  const user = await findUserByEmail(db, email)
  if (!(await verifyPassword(user?.passwordHash, input.password)) || !user || user.disabledAt) return null
  await attempt.succeed()
  return { id: user.id }
}

export interface OidcIdentity {
  issuer: string
  subject: string
  email?: string
  emailVerified: boolean
  name?: string
}

/**
 * The person behind an OIDC identity: by issuer and subject; else, only where the provider vouches for the e-mail, the
 * account with that e-mail is linked, or one without memberships is made.
 * @throws AppError `forbidden`, with the reason `email_unverified` or `account_disabled`
 */
export async function signInWithOidc(db: Database, identity: OidcIdentity): Promise<{ id: string }> {
  const { issuer, subject } = identity
  const user = (await findOidcUser(db, issuer, subject)) ?? (await link(db, identity))
  if (user.disabledAt) throw new AppError('forbidden', 'This account is disabled. Ask an owner of your workspace.', { reason: 'account_disabled' })
  return { id: user.id }
}

async function link(db: Database, { issuer, subject, email, emailVerified, name }: OidcIdentity) {
  if (!email || !emailVerified)
    throw new AppError('forbidden', 'Your identity provider does not vouch for your e-mail address, so it cannot be matched to an account. Ask its administrator to verify it.', { reason: 'email_unverified' })
  return db.transaction(async (tx) => {
    const made = await insertUser(tx, { email, name: name?.trim() || email.split('@')[0]!, passwordHash: null })
    const user = made ?? (await findUserByEmail(tx, email))!
    await insertOidcAccount(tx, { issuer, subject, userId: user.id })
    return user
  })
}
