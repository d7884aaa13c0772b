import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { AccountPage } from '@/components/account/account-page'
import { SignOutButton } from '@/components/account/sign-out-button'
import { currentAccount } from '@/lib/auth/require-context'
import { myWorkspaces } from '@/lib/identity/my-workspaces'

/** Leads to the workspace last used in this browser, else to the first of one's own. */
export default async function RootPage() {
  const account = await currentAccount()
  if (!account) redirect('/sign-in')
  const mine = await myWorkspaces(account)
  const last = (await cookies()).get('atelier-workspace')?.value
  const choice = mine.find(({ slug }) => slug === last) ?? mine[0]
  if (choice) redirect(`/w/${choice.slug}`)
  return (
    <AccountPage title="You are in no workspace yet" description={`You are signed in as ${account.user.email}. Ask an owner or admin to invite this address, then open the link that they send you.`}>
      <SignOutButton />
    </AccountPage>
  )
}
