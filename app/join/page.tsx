import type { Metadata } from 'next'
import Link from 'next/link'
import { acceptAction, joinAction } from './actions'
import { AccountPage } from '@/components/account/account-page'
import { AcceptForm, JoinForm } from '@/components/account/join-form'
import { SignOutButton } from '@/components/account/sign-out-button'
import { Button } from '@/components/ui/button'
import { connection } from '@/db/client'
import { currentAccount } from '@/lib/auth/require-context'
import { readInvitation } from '@/lib/identity/accept-invitation'

export const metadata: Metadata = { title: 'Join', referrer: 'no-referrer' }

interface Props {
  searchParams: Promise<{ token?: string }>
}

export default async function JoinPage({ searchParams }: Props) {
  const { token = '' } = await searchParams
  const invitation = await readInvitation(connection().db, token)
  const account = await currentAccount()
  if (!invitation) {
    return (
      <AccountPage title="This invitation does not work" description="It has been used, withdrawn, or is older than a week. Ask whoever invited you for a new link.">
        <Button asChild>
          <Link href={account ? '/' : '/sign-in'}>{account ? 'To your workspace' : 'Sign in'}</Link>
        </Button>
      </AccountPage>
    )
  }
  const title = `Join ${invitation.workspace}`
  if (account && account.user.email !== invitation.email) {
    return (
      <AccountPage title={title} description={`This invitation is for ${invitation.email}, and you are signed in as ${account.user.email}. Sign out, then open the link again.`}>
        <SignOutButton />
      </AccountPage>
    )
  }
  if (account) {
    return (
      <AccountPage title={title} description={`You are invited as ${invitation.role}.`}>
        <AcceptForm token={token} accept={acceptAction} />
      </AccountPage>
    )
  }
  if (invitation.hasAccount) {
    return (
      <AccountPage title={title} description={`You are invited as ${invitation.role}. Sign in as ${invitation.email} to accept.`}>
        <Button asChild variant="primary">
          <Link href={`/sign-in?next=${encodeURIComponent(`/join?token=${token}`)}`}>Sign in</Link>
        </Button>
      </AccountPage>
    )
  }
  return (
    <AccountPage title={title} description={`You are invited as ${invitation.role}, with the e-mail ${invitation.email}.`}>
      <JoinForm token={token} email={invitation.email} join={joinAction} />
    </AccountPage>
  )
}
