import Link from 'next/link'
import { SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page-header'

export default function NotFoundInWorkspace() {
  return (
    <Page>
      <EmptyState
        level={1}
        icon={SearchX}
        title="There is nothing at this address"
        action={
          <Button asChild>
            <Link href="/">To the workspace’s home</Link>
          </Button>
        }
      >
        It may have been deleted or renamed, or it belongs to another workspace. ⌘K or Ctrl+K searches everything here.
      </EmptyState>
    </Page>
  )
}
