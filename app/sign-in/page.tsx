import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountPage } from '@/components/account/account-page'
import { pathOf, safeNext } from '@/components/account/next-path'
import { SignInForm } from '@/components/account/sign-in-form'
import { connection } from '@/db/client'
import { oidcName } from '@/lib/auth/oidc'
import { currentAccount } from '@/lib/auth/require-context'
import { isSetUp } from '@/lib/identity/set-up-state'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  searchParams: Promise<Record<'next' | 'error' | 'callbackUrl', string | undefined>>
}

export default async function SignInPage({ searchParams }: Props) {
  const { next: wanted, error, callbackUrl } = await searchParams
  // next-auth comes back from a sign-in that was not completed with the address that one wanted.
  const next = wanted ?? pathOf(callbackUrl)
  if (await currentAccount()) redirect(safeNext(next))
  if (!(await isSetUp(connection().db))) {
    return (
      <AccountPage title="Not set up yet" description="Nobody owns this studio yet. Open the set-up link that it printed where it was started; restarting it prints a new one.">
        {null}
      </AccountPage>
    )
  }
  return (
    <AccountPage title="Sign in">
      <SignInForm next={safeNext(next)} oidc={oidcName()} error={error} />
      <p className="mt-6 text-sm text-muted">No account, or a forgotten password? An owner or admin of your workspace can send you an invitation link.</p>
    </AccountPage>
  )
}
