import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Spinner } from '@/components/ui/spinner'
import { useCan } from '@/components/ui/workspace-context'
import type { VersionView } from '@/lib/data/schema'
import { dataHref } from '../data-queries'
import { reviewHref } from '../uploads/upload-queries'
import { sourceWords } from '../source-words'

/** In place of a table that is not there yet, or never will be. */
export function UnreadVersion({ workspace, name, version }: { workspace: string; name: string; version: VersionView }) {
  const mayAdd = useCan('data.write')
  if (version.state === 'reading') {
    return (
      <p role="status" className="flex items-center gap-2 p-6 text-muted">
        <Spinner className="size-4" /> Reading {sourceWords(version)}. The table appears here when it is done.
      </p>
    )
  }
  return (
    <ErrorNote
      className="m-6"
      title={`${sourceWords(version)} could not be read`}
      action={
        mayAdd && (
          <Button size="sm" asChild>
            {version.source.uploadId ? (
              <Link href={reviewHref(workspace, version.source.uploadId)}>Correct how it is read</Link>
            ) : (
              <Link href={`${dataHref(workspace)}/new?name=${encodeURIComponent(name)}`}>Add a corrected file</Link>
            )}
          </Button>
        )
      }
    >
      {version.message}
    </ErrorNote>
  )
}
