'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { signOut } from '@/components/shell/sign-out'

export function SignOutButton() {
  const [busy, setBusy] = useState(false)
  return (
    <Button busy={busy} onClick={() => (setBusy(true), void signOut())}>
      Sign out
    </Button>
  )
}
