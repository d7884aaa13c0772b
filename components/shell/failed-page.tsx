'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Page } from '@/components/ui/page-header'

/** What stands in place of a page that failed: what to do, and the id under which the log has the cause. */
export function FailedPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  // A script of the page did not come: there is no network, or the studio is away or newer than this page.
  const unreached = error.name === 'ChunkLoadError'
  return (
    <Page>
      <ErrorNote
        title="This page failed to load"
        action={
          <span className="flex gap-2">
            <Button size="sm" onClick={unreached ? () => window.location.reload() : reset}>
              Try again
            </Button>
            <Button size="sm" variant="ghost" asChild>
              <Link href="/">To your workspace</Link>
            </Button>
          </span>
        }
      >
        {unreached ? 'A part of it could not be fetched: the studio cannot be reached, or was updated meanwhile. Try again once there is a network.' : 'Something went wrong inside the studio. Try again; if it stays, look for the id in the studio’s log.'}
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
