'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Progress } from '@/components/ui/progress'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AssetSummary } from '@/lib/data/schema'
import type { UploadView } from '@/lib/uploads/schema'
import { dataHref } from '../data-queries'
import { uploadQuery } from '../uploads/upload-queries'
import { ReviewPage } from './review-page'

/** An upload: its review once it is here, until then how far it is. */
export function UploadPage({ initial, assets }: { initial: UploadView; assets: AssetSummary[] }) {
  const { slug } = useWorkspace()
  const { data: upload, error } = useQuery({ ...uploadQuery(slug, initial.id), initialData: initial })
  if (upload.state === 'received') return <ReviewPage key={upload.id} upload={upload} assets={assets} />
  const again = (
    <Button asChild>
      <Link href={`${dataHref(slug)}/new${upload.assetName ? `?name=${encodeURIComponent(upload.assetName)}` : ''}`}>{upload.url === null ? 'Choose the file again' : 'Back to adding data'}</Link>
    </Button>
  )
  return (
    <Page className="max-w-[760px]">
      <Crumb label={upload.fileName} />
      <PageHeader title={upload.fileName} description={upload.url ?? undefined} />
      {error && <ErrorNote error={error} />}
      {upload.state === 'failed' ? (
        <ErrorNote title="The file could not be fetched" action={again}>{upload.message}</ErrorNote>
      ) : (
        <>
          <p role="status" className="text-muted tabular">
            {upload.url === null
              ? `${formatBytes(upload.received)} of ${formatBytes(upload.size ?? 0)} are here. Choose the same file again and it goes on from there.`
              : `Fetching it: ${formatBytes(upload.received)}${upload.size === null ? '' : ` of ${formatBytes(upload.size)}`}. You may leave this page; it goes on.`}
          </p>
          {upload.size !== null && <Progress className="max-w-120" label={`Sending ${upload.fileName}`} share={upload.received / Math.max(1, upload.size)} />}
          {upload.url === null && <div>{again}</div>}
        </>
      )}
    </Page>
  )
}
