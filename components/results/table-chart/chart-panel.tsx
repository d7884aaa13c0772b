'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useKept } from '@/components/charts/use-kept'
import { useUrlState } from '@/components/runs/use-url-state'
import { FilterChips } from '@/components/tables/filter-chips'
import { chartQuery, type Look } from '@/components/tables/table-queries'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Column } from '@/lib/catalog/types'
import type { ChartRequest } from '@/lib/data/chart-query'
import type { TableFilter } from '@/lib/data/table-filter'
import { chartRequest, chooseChart } from '@/lib/results/chart-choice'
import { ChartControls } from './chart-controls'
import { DrawnChart } from './drawn-chart'

export interface ChartPanelProps {
  workspace: string
  digest: string
  columns: Column[]
  look: Look
  onLook: (look: Look) => void
  /** Rows behind a part of a chart, on top of the filters that hold. */
  onRows: (rows: TableFilter[]) => void
}

/** One chart of a table; what is drawn stands in the address. */
export default function ChartPanel({ workspace, digest, columns, look, onLook, onRows }: ChartPanelProps) {
  const url = useUrlState()
  const [chart, x, y, by, cols, how, bins] = ['chart', 'x', 'y', 'by', 'cols', 'how', 'bins'].map((name) => url.get(name)) as (string | null)[]
  const choice = useMemo(() => chooseChart({ chart: chart!, x: x!, y: y!, by: by!, cols: cols!, how: how!, bins: bins! }, columns), [chart, x, y, by, cols, how, bins, columns])
  const request = useMemo(() => chartRequest(choice), [choice])
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <ChartControls choice={choice} columns={columns} onChange={url.set} />
      {look.filters.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
          Only rows with <FilterChips look={look} onLook={onLook} />
        </p>
      )}
      {typeof request === 'string' ? (
        <p className="flex min-h-32 items-center justify-center rounded-md border border-line bg-surface px-6 text-center text-muted">{request}</p>
      ) : (
        <Asked workspace={workspace} digest={digest} request={request} filters={look.filters} onRows={onRows} onPair={(pairX, pairY) => url.set({ chart: 'scatter', x: pairX, y: pairY }, { push: true })} />
      )}
    </div>
  )
}

interface AskedProps {
  workspace: string
  digest: string
  request: ChartRequest
  filters: TableFilter[]
  onRows: (rows: TableFilter[]) => void
  onPair: (x: string, y: string) => void
}

function Asked({ workspace, digest, request, filters, onRows, onPair }: AskedProps) {
  const query = useQuery(chartQuery(workspace, digest, request, filters))
  const shown = useKept(query.data && { request, answer: query.data }, query.data)
  if (query.error) return <ErrorNote title="The chart could not be drawn" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />
  if (!shown) return <SkeletonRows rows={8} />
  return <DrawnChart {...shown} stale={!query.data} onRows={onRows} onPair={onPair} />
}
