'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { formatBytes, formatPercent } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { UploadView } from '@/lib/uploads/schema'
import { reviewHref, uploadsKey, uploadsQuery } from '../uploads/upload-queries'
import { discardUpload } from './use-uploads'

/** Uploads of before that nobody registered, or that stopped on their way. `here`: fingerprints of files that the page shows already. */
export function WaitingUploads({ here }: { here: Set<string> }) {
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const { data = [] } = useQuery(uploadsQuery(slug))
  const [discarding, setDiscarding] = useState<UploadView | null>(null)
  const shown = data.filter(({ fingerprint }) => !here.has(fingerprint))
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="waiting-uploads" className="flex flex-col gap-2">
      <h2 id="waiting-uploads" className="text-lg font-semibold">
        Not registered yet
      </h2>
      <ul className="rounded-md border border-line bg-surface">
        {shown.map((upload) => (
          <li key={upload.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
            <span className="min-w-0 flex-1 basis-60">
              <span className="block truncate">{upload.fileName}</span>
              <span className="block text-sm text-muted tabular">
                {words(upload)} · <RelativeTime at={upload.updatedAt} />
              </span>
            </span>
            <span className="flex gap-2">
              {upload.state === 'received' && (
                <Button size="sm" asChild>
                  <Link href={reviewHref(slug, upload.id)}>Review</Link>
                </Button>
              )}
              <Button size="sm" variant="ghost" aria-label={`Throw away ${upload.fileName}`} onClick={() => setDiscarding(upload)}>
                Throw away
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Confirm
        open={discarding !== null}
        onOpenChange={(open) => !open && setDiscarding(null)}
        title={`Throw away ${discarding?.fileName ?? ''}?`}
        action="Throw away"
        onConfirm={async () => {
          await discardUpload(slug, discarding!.id)
          await client.invalidateQueries({ queryKey: uploadsKey(slug) })
          setDiscarding(null)
        }}
      >
        What has arrived of it is removed from the studio. The file on your computer stays as it is.
      </Confirm>
    </section>
  )
}

function words({ state, message, received, size, url, assetName }: UploadView): string {
  if (state === 'failed') return message
  const target = assetName === '' ? '' : ` for ${assetName}`
  if (state === 'received') return `${formatBytes(size ?? received)}${target}`
  if (url !== null) return size === null ? `Being fetched${target}` : `${formatPercent(received / Math.max(1, size), 0)} of ${formatBytes(size)} fetched${target}`
  if (received === size) return `All ${formatBytes(size)} arrived${target}, but were not compared with your file. Choose it again to go on.`
  return `Stopped at ${formatBytes(received)} of ${formatBytes(size ?? 0)}${target}. Choose the same file again to go on.`
}
