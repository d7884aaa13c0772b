'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount } from '@/components/ui/format'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ChosenFile } from './artifact-browser'
import { artifactUrl, fetchText } from './artifact-queries'
import { prepareTable, previewKind, prettyText } from './prepare-preview'

/** Larger texts are for download. */
const largest = 2_000_000

/** A file as far as a browser can show it: pictures, tables, JSON and text; anything by download. */
export function ArtifactPreview({ file }: { file: ChosenFile }) {
  const { slug } = useWorkspace()
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const kind = previewKind(name)
  const url = artifactUrl(slug, file.path)
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="min-w-0 truncate font-medium" title={name}>
          {name} <span className="font-normal text-muted">{formatBytes(file.size)}</span>
        </h2>
        <Button asChild icon={Download} size="sm">
          <a href={url} download={name}>
            Download
          </a>
        </Button>
      </div>
      {kind === 'image' ? (
        // eslint-disable-next-line @next/next/no-img-element
        <img src={url} alt={name} className="max-h-[70vh] max-w-full self-start rounded-md border border-line bg-white object-contain" />
      ) : kind === null ? (
        <p className="text-muted">This kind of file has no preview.</p>
      ) : file.size > largest ? (
        <p className="text-muted">It is too large to be shown here. Download it.</p>
      ) : (
        <TextPreview path={file.path} kind={kind} name={name} />
      )}
    </section>
  )
}

function TextPreview({ path, kind, name }: { path: string; kind: 'json' | 'table' | 'text'; name: string }) {
  const { slug } = useWorkspace()
  const query = useQuery({ queryKey: ['artifact-text', slug, path], queryFn: () => fetchText(slug, path) })
  const table = useMemo(() => (query.data !== undefined && kind !== 'text' ? prepareTable(query.data, name) : null), [query.data, kind, name])
  if (query.error) return <ErrorNote title="The file could not be read" error={query.error} />
  if (query.data === undefined) return <SkeletonRows rows={8} />
  if (!table) {
    return (
      <pre tabIndex={0} aria-label={`Text of ${name}`} className="max-h-[70vh] overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-sm leading-5">
        {kind === 'json' ? prettyText(query.data) : query.data}
      </pre>
    )
  }
  return (
    <>
      <Table aria-label={`Rows of ${name}`} className="max-h-[65vh]">
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <Th key={index}>{column}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, place) => (
            <Tr key={place}>
              {table.columns.map((_, index) => (
                <Td key={index} title={row[index]}>
                  {row[index]}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {table.total > table.rows.length && <p className="text-sm text-muted">The first {table.rows.length} of {formatCount(table.total, 'row')}.</p>}
    </>
  )
}
