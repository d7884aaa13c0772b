import { AccountPage } from '@/components/account/account-page'
import { LateSignInForm } from '@/components/account/late-sign-in-form'
import { oidcName } from '@/lib/auth/oidc'

/** Signing in happens at the address that was asked for, so one ends where one wanted to go. */
export default function Unauthorized() {
  return (
    <AccountPage title="Sign in to see this page">
      {/* The page that was asked for never got as far as its own title. */}
      <title>Sign in · Atelier</title>
      <LateSignInForm oidc={oidcName()} />
    </AccountPage>
  )
}
