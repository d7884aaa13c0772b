import { session } from '@/components/ui/api-client'

/** Ends the session on the server and in this browser, then goes to the sign-in page. */
export async function signOut(): Promise<void> {
  session.ending = true
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
  window.location.assign('/sign-in')
}
