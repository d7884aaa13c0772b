'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Page } from '@/components/ui/page-header'

/** What stands in place of a page that failed: what to do, and the id under which the log has the cause. */
export function FailedPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Page>
      <ErrorNote
        title="This page failed to load"
        action={
          <span className="flex gap-2">
            <Button size="sm" onClick={reset}>
              Try again
            </Button>
            <Button size="sm" variant="ghost" asChild>
              <Link href="/">To your workspace</Link>
            </Button>
          </span>
        }
      >
        Something went wrong inside the studio. Try again; if it stays, look for the id in the studio’s log.
        {error.digest && (
          <>
            {' '}
            Id <code>{error.digest}</code>
          </>
        )}
      </ErrorNote>
    </Page>
  )
}
