'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatBytes } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { AssetName, nameFromFile } from '@/lib/data/asset-name'
import type { AssetSummary } from '@/lib/data/schema'
import type { UploadView } from '@/lib/uploads/schema'
import { dataHref, dataListQuery } from '../data-queries'
import { ColumnChanges } from './column-changes'
import { DecideList } from './decide-list'
import { PreviewGrid } from './preview-grid'
import { RawLines } from './raw-lines'
import { ReadingForm } from './reading-form'
import { ReadingSummary } from './reading-summary'
import { RejectedRows } from './rejected-rows'
import { useRegister, useReview } from './use-review'

/** How a file would be read, before it is registered: shown, and corrected here. */
export function ReviewPage({ upload, assets: initial }: { upload: UploadView; assets: AssetSummary[] }) {
  const { slug } = useWorkspace()
  const [name, setName] = useState(upload.assetName || nameFromFile(upload.fileName))
  const { options, setOptions, preview, error, unreadable, pending, checkingAll } = useReview(slug, upload)
  const { register, busy, error: refused } = useRegister(slug, upload.id)
  const { data: assets } = useQuery({ ...dataListQuery(slug), initialData: initial })
  const checked = AssetName.safeParse(name)
  const existing = checked.success ? assets.find((asset) => asset.name === checked.data) : undefined
  const fixed = preview?.options.delimiter === 'fixed'
  const chosen = { ...options, ...(preview?.options.entry !== undefined && preview.entries.length > 1 && { entry: preview.options.entry }), ...(preview && preview.sheets.length > 1 && { sheet: preview.options.sheet }) }
  function submit(event: React.FormEvent) {
    event.preventDefault()
    if (checked.success) void register({ name: checked.data, options: chosen })
  }
  return (
    <Page className="max-w-[1600px]">
      <Crumb label={upload.fileName} />
      <PageHeader title={upload.fileName} description={`${formatBytes(upload.size ?? upload.received)}. ${error ? 'Nothing' : 'This is how it would be read; nothing'} is registered yet. The file is kept for a week, so you can come back.`} />
      {(!error || unreadable) && (
        <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
          <Field label="Register as" error={checked.success ? null : checked.error.issues[0]!.message} help={existing ? `Becomes version ${existing.versionCount + 1} of “${existing.name}”.` : 'A new data asset.'} className="w-80 max-w-full">
            <Input value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" className="sm:mt-5" busy={busy} disabled={!checked.success || !preview || error !== null || pending}>
            {busy ? 'Registering' : 'Register'}
          </Button>
        </form>
      )}
      {refused !== null && <ErrorNote title="It could not be registered so" error={refused}>The file is kept: correct how it is read and register it again.</ErrorNote>}
      {error && (
        <ErrorNote
          title={unreadable ? 'It cannot be read so' : 'It cannot be read'}
          error={error}
          action={
            <Button size="sm" asChild>
              <Link href={`${dataHref(slug)}/new`}>Add another file</Link>
            </Button>
          }
        >
          {unreadable ? 'Change how it is read, or correct the file and add it again.' : undefined}
        </ErrorNote>
      )}
      <div className="flex min-w-0 gap-6 max-lg:flex-col">
        {(!error || unreadable) && (
          <aside aria-label="How it is read" className="w-64 shrink-0 max-lg:order-last max-lg:w-full">
            <details open>
              <summary className="mb-3 cursor-pointer font-medium">How it is read</summary>
              <ReadingForm options={options} preview={preview} format={preview?.format ?? unreadable?.format} onChange={setOptions} />
            </details>
          </aside>
        )}
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          {!preview && !error && <SkeletonRows />}
          {unreadable && <RawLines lines={unreadable.lines} starts={undefined} />}
          {preview && (
            <>
              <ReadingSummary preview={preview} checkingAll={checkingAll} pending={pending} />
              {existing && existing.latest.state === 'ready' && <ColumnChanges asset={existing} columns={preview.columns} />}
              <DecideList preview={preview} options={options} onChange={setOptions} />
              <PreviewGrid preview={preview} options={options} stale={pending} onChange={setOptions} />
              <RejectedRows id={upload.id} preview={preview} />
              <RawLines lines={preview.lines} starts={fixed ? (options.starts ?? preview.options.starts) : undefined} {...(fixed && { onStarts: (starts: number[]) => setOptions({ ...options, delimiter: 'fixed', starts }) })} />
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
