'use client'

import Link from 'next/link'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useWorkspace } from '@/components/ui/workspace-context'
import { dataHref } from '../data-queries'
import { DropZone } from './drop-zone'
import { UploadRow } from './upload-row'
import { UrlForm } from './url-form'
import { useUploads } from './use-uploads'

/** Three ways in: a file, an address, the gallery. With `name`, what is added becomes that asset's next version. */
export function AddDataPage({ name }: { name: string | null }) {
  const { slug } = useWorkspace()
  const { uploads, add, cancel, retry } = useUploads(slug, name)
  return (
    <Page className="max-w-[760px]">
      <Crumb label={name ?? 'Add data'} />
      <PageHeader title={name === null ? 'Add data' : `Add a version of ${name}`} description={name === null ? 'A file whose name exists already becomes the next version of that data.' : 'The versions before it stay as they are.'} />
      <DropZone onFiles={(files) => add(name === null ? files : files.slice(0, 1))} />
      {uploads.length > 0 && (
        <ul className="rounded-md border border-line bg-surface" aria-label="Uploads">
          {uploads.map((upload) => (
            <UploadRow key={upload.id} workspace={slug} upload={upload} onCancel={() => cancel(upload.id)} onRetry={() => retry(upload)} />
          ))}
        </ul>
      )}
      <section className="flex flex-col gap-3 border-t border-line pt-5">
        <h2 className="text-lg font-semibold">From an address</h2>
        <UrlForm name={name} />
      </section>
      {name === null && (
        <section className="flex flex-col items-start gap-2 border-t border-line pt-5">
          <h2 className="text-lg font-semibold">From the gallery</h2>
          <p className="text-muted">Real, open data sets that come with the studio, each with its source and licence.</p>
          <Button asChild>
            <Link href={`${dataHref(slug)}/gallery`}>Open the gallery</Link>
          </Button>
        </section>
      )}
    </Page>
  )
}
