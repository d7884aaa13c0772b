import { decode } from 'next-auth/jwt'
import type { Database } from '@/db/client'
import type { Account } from '@/lib/identity/account'
import { readSession } from '@/lib/identity/sessions'
import { authSecret } from './secret'

/** next-auth's names: the second one over https. */
export const sessionCookies = ['next-auth.session-token', '__Secure-next-auth.session-token'] as const

/** The account behind a session cookie; null where it is forged, of another installation, revoked or expired. */
export async function accountOfCookie(db: Database, read: (name: string) => string | undefined): Promise<Account | null> {
  const token = read(sessionCookies[1]) ?? read(sessionCookies[0])
  if (!token) return null
  const claims = await decode({ token, secret: await authSecret(db) }).catch(() => null)
  return typeof claims?.sid === 'string' ? readSession(db, claims.sid) : null
}

/** One cookie's value out of a request's Cookie header. Ours are base64url, so nothing needs decoding. */
export function cookieIn(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trimStart().startsWith(`${name}=`))
  return pair?.slice(pair.indexOf('=') + 1).trim()
}
