'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useWorkspace } from '@/components/ui/workspace-context'
import { dataHref } from '../data-queries'
import { DropZone } from './drop-zone'
import { fingerprintOf } from './send-file'
import { UploadRow } from './upload-row'
import { UrlForm } from './url-form'
import { useUploads } from './use-uploads'
import { WaitingUploads } from './waiting-uploads'
import { reviewHref } from '../uploads/upload-queries'

/** Three ways in: a file, an address, the gallery. With `name`, what is added becomes that asset's next version. */
export function AddDataPage({ name }: { name: string | null }) {
  const { slug } = useWorkspace()
  const router = useRouter()
  // A file that came alone is looked at next; of several, each when the person wants.
  const { sendings, add, pause, resume } = useUploads(slug, name, (upload, alone) => alone && router.push(reviewHref(slug, upload.id)))
  const here = new Set(sendings.map(({ file }) => fingerprintOf(file)))
  return (
    <Page className="max-w-[760px]">
      <Crumb label={name ?? 'Add data'} />
      <PageHeader title={name === null ? 'Add data' : `Add a version of ${name}`} description={name === null ? 'You see how it would be read, and can correct that, before it is registered.' : 'It is read as the version before it was, unless you change that. The versions before it stay as they are.'} />
      <DropZone onFiles={(files) => add(name === null ? files : files.slice(0, 1))} />
      {sendings.length > 0 && (
        <ul className="rounded-md border border-line bg-surface" aria-label="Uploads">
          {sendings.map((sending) => (
            <UploadRow key={sending.id} workspace={slug} sending={sending} onPause={() => pause(sending.id)} onResume={() => resume(sending)} />
          ))}
        </ul>
      )}
      <WaitingUploads here={here} />
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
