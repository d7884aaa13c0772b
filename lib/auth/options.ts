import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { Database } from '@/db/client'
import { isAppError } from '@/lib/errors'
import { openSession, readSession, revokeSession, sessionDays } from '@/lib/identity/sessions'
import { signInWithOidc, signInWithPassword } from '@/lib/identity/sign-in'
import { oidcIdentity, oidcProvider } from './oidc'
import { authSecret } from './secret'

/** The browser that asks, as its session row remembers it. */
export interface Visitor {
  userAgent: string
  address: string
}

/** A refusal as a code for /sign-in?error=…, which has the words. */
function refusal(error: unknown): Error {
  if (!isAppError(error)) {
    // next-auth puts the message into the address and logs nothing.
    console.error('Sign-in:', error)
    return new Error('failed')
  }
  const { retryAfter, reason } = error.details ?? {}
  if (error.code === 'rate_limited') return new Error(`rate_limited_${String(retryAfter)}`)
  return new Error(typeof reason === 'string' ? reason : error.code)
}

/** Made anew for each request, because a session row needs to know whose browser it is. */
export async function authOptions(db: Database, visitor: Visitor): Promise<AuthOptions> {
  const oidc = oidcProvider()
  return {
    secret: await authSecret(db),
    session: { strategy: 'jwt', maxAge: sessionDays * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      // A cookie of an ended session or of another installation is no fault.
      error: (code, metadata) => (code === 'JWT_SESSION_ERROR' ? undefined : console.error(`Sign-in: ${code}`, metadata)),
      warn: () => {},
      debug: () => {},
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials) {
          const { email, password } = credentials ?? {}
          try {
            return await signInWithPassword(db, { email: String(email ?? ''), password: String(password ?? ''), address: visitor.address })
          } catch (error) {
            throw refusal(error)
          }
        },
      }),
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'oidc') return true
        try {
          // next-auth hands this same object to `jwt` below.
          user.id = (await signInWithOidc(db, oidcIdentity(profile))).id
          return true
        } catch (error) {
          throw refusal(error)
        }
      },
      async jwt({ token, user, trigger }) {
        if (user && trigger) return { sub: user.id, sid: await openSession(db, { userId: user.id, ...visitor }) }
        if (typeof token.sid !== 'string' || !(await readSession(db, token.sid))) throw new Error('The session has ended')
        return token
      },
      async session({ session, token }) {
        const account = typeof token.sid === 'string' ? await readSession(db, token.sid) : null
        return account ? { ...session, user: { name: account.user.name, email: account.user.email } } : session
      },
    },
    events: {
      async signOut({ token }) {
        const account = typeof token?.sid === 'string' ? await readSession(db, token.sid) : null
        if (account) await revokeSession(account, { id: account.sessionId })
      },
    },
  }
}
