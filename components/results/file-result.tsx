'use client'

import { Download } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Facts } from '@/components/ui/facts'
import { formatBytes } from '@/components/ui/format'
import type { ResultProps } from './registry'
import { outputPath } from './use-output'

/** Facts and a download, for what has no view of its own. */
export function FileResult(props: ResultProps) {
  const { output, port } = props
  return (
    <div className="flex flex-col gap-3">
      <Facts
        items={[
          { label: 'Type', value: output.type },
          { label: 'Size', value: formatBytes(output.size) },
          { label: 'Content', value: <Digest digest={output.digest} /> },
          ...Object.entries(output.meta).flatMap(([label, value]) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [{ label: label === 'filename' ? 'Name' : label, value: String(value) }] : [])),
        ]}
      />
      <DownloadOutput {...props} label={`Download ${typeof output.meta.filename === 'string' ? output.meta.filename : port}`} />
    </div>
  )
}

export function DownloadOutput({ label, ...props }: ResultProps & { label: string }) {
  const api = useApi()
  return (
    <Button asChild size="sm" className="self-start">
      <a href={api.url(outputPath(props))} download>
        <Download aria-hidden className="size-3.5" strokeWidth={1.75} />
        {label}
      </a>
    </Button>
  )
}

/** The start of a sha256, and a way to copy all of it. */
export function Digest({ digest }: { digest: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <code title={digest}>{digest.slice(0, 12)}</code>
      <CopyButton text={digest} label="Copy the content's sha256" />
    </span>
  )
}
