'use client'

import { useCallback, useState } from 'react'
import { Info, Minus } from 'lucide-react'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { sampleRows, shownColumns, type SampleTable } from '@/lib/sample/schema'
import { BlockedSample } from './blocked-sample'
import { SampleGrid } from './sample-grid'
import { firstRows } from './sample-query'
import { changeWords, rowsWords, sampleTitle, samplingWords } from './sample-words'
import { useSample } from './use-sample'

/** What the step would give, on a sample of its data, as one draws. */
export function SamplePanel({ node, port, onPort }: { node: string; port: string | null; onPort: (port: string) => void }) {
  const [limit, setLimit] = useState(firstRows)
  const { data: view, error, behind } = useSample(node, port, limit)
  const more = useCallback(() => setLimit(sampleRows), [])
  // What failed for an edit before says nothing about this one.
  if (error && !behind) return <ErrorNote className="m-3" error={error} />
  if (!view) return <SkeletonRows rows={6} className="p-3" />
  if (view.state === 'blocked') return <BlockedSample node={node} blocked={view} />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Heading table={view} onPort={onPort} />
      {view.rowsOut === 0 && <p className="border-b border-line px-3 py-2 text-muted">{view.exact ? 'No row comes out.' : 'No row of the sample comes out. A run over all rows may still give some.'}</p>}
      {view.columns.length > 0 && <SampleGrid table={view} stale={behind} onEnd={more} />}
    </div>
  )
}

function Heading({ table, onPort }: { table: SampleTable; onPort: (port: string) => void }) {
  const changes = changeWords(table)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 text-sm">
      {table.ports.length > 1 && <Segmented aria-label="Output" value={table.port} onValueChange={onPort} options={table.ports.map(({ name, label }) => ({ value: name, label }))} />}
      <span role="status" className="font-medium tabular">
        {rowsWords(table)} × {table.columns.length}
      </span>
      {changes && <span className="text-muted">{changes}</span>}
      <span className="text-muted" title={samplingWords(table)}>
        {sampleTitle(table)}
      </span>
      {table.columns.length > shownColumns && <span className="text-muted">The first {shownColumns} columns are shown.</span>}
      {table.removed.length > 0 && (
        <span className="inline-flex min-w-0 items-center gap-1 text-muted" title={table.removed.join(', ')}>
          <Minus aria-hidden className="size-3.5 shrink-0" />
          <span className="max-w-64 truncate">without {table.removed.join(', ')}</span>
        </span>
      )}
      {table.notes.map((note) => (
        <span key={note} className="inline-flex items-center gap-1 text-muted">
          <Info aria-hidden className="size-3.5 shrink-0" />
          {note}
        </span>
      ))}
    </div>
  )
}
