import type { Metadata } from 'next'
import Link from 'next/link'
import { AccountPage } from '@/components/account/account-page'
import { Button } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <AccountPage title="There is no such page" description="The address is wrong, or it belongs to a workspace that you are not a member of.">
      <Button asChild variant="primary">
        <Link href="/">To your workspace</Link>
      </Button>
    </AccountPage>
  )
}
