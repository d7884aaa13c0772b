import type { Metadata } from 'next'
import Link from 'next/link'
import { setUpAction } from './actions'
import { AccountPage } from '@/components/account/account-page'
import { SetUpForm } from '@/components/account/set-up-form'
import { Button } from '@/components/ui/button'
import { connection } from '@/db/client'
import { checkSetupLink } from '@/lib/identity/setup-link'

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' }

interface Props {
  searchParams: Promise<{ token?: string }>
}

export default async function SetUpPage({ searchParams }: Props) {
  const { token = '' } = await searchParams
  const state = await checkSetupLink(connection().db, token)
  if (state === 'done') {
    return (
      <AccountPage title="Already set up" description="This studio has an owner. Sign in, or ask an owner or admin for an invitation.">
        <Button asChild variant="primary">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </AccountPage>
    )
  }
  if (state === 'ended') {
    return (
      <AccountPage title="This link does not work" description="It is incomplete, has expired, or a newer one has taken its place. Copy the last set-up link that the studio printed; restarting the studio prints a new one.">
        {null}
      </AccountPage>
    )
  }
  return (
    <AccountPage title="Set up Atelier" description="You will be the owner. The sample workspace with a trained pipeline is waiting behind this form.">
      <SetUpForm token={token} setUp={setUpAction} />
    </AccountPage>
  )
}
