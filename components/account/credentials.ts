import { ApiError } from '@/components/ui/api-client'
import { waitInWords } from '@/lib/identity/wait'

/** The words for next-auth's and our own codes at /sign-in?error=…. */
export function signInError(code: string): string {
  const wait = /^rate_limited_(\d+)$/.exec(code)?.[1]
  if (wait) return `Too many failed attempts. Try again in ${waitInWords(Number(wait))}.`
  switch (code) {
    case 'CredentialsSignin':
      return 'The e-mail and the password do not fit together.'
    case 'email_unverified':
      return 'Your identity provider does not vouch for your e-mail address, so it cannot be matched to an account here. Ask the provider’s administrator to verify it, then try again.'
    case 'account_disabled':
      return 'Your account in this studio is disabled. Ask an owner or admin of your workspace.'
    case 'Callback':
    case 'OAuthCallback':
    case 'OAuthSignin':
      return 'The sign-in with the identity provider was not completed. Try again; if it stays, the studio’s log says why.'
    case 'Configuration':
      return 'Sign-in is not set up right. The studio’s log says what is missing.'
    default:
      return 'Signing in failed. Try again; if it stays, the studio’s log says why.'
  }
}

async function csrf(): Promise<string> {
  const response = await fetch('/api/auth/csrf').catch(() => null)
  if (!response?.ok) throw new ApiError('unavailable', 'The studio did not answer. Check that it runs, then try again.', 0)
  return ((await response.json()) as { csrfToken: string }).csrfToken
}

/** Signs this browser in. @throws ApiError in words for the form */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const body = new URLSearchParams({ csrfToken: await csrf(), email, password, json: 'true' })
  const response = await fetch('/api/auth/callback/credentials', { method: 'POST', body })
  if (response.ok) return
  const { url } = (await response.json().catch(() => ({}))) as { url?: string }
  const code = url ? (new URL(url, window.location.href).searchParams.get('error') ?? '') : ''
  throw new ApiError(code, signInError(code), response.status)
}

/** Leaves for the identity provider, and comes back to `next`. */
export async function signInWithOidc(next: string): Promise<void> {
  const body = new URLSearchParams({ csrfToken: await csrf(), callbackUrl: new URL(next, window.location.origin).href, json: 'true' })
  const response = await fetch('/api/auth/signin/oidc', { method: 'POST', body })
  const { url } = (await response.json()) as { url: string }
  window.location.assign(url)
}
