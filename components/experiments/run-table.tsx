'use client'

import { memo, useEffect, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { formatDuration } from '@/components/ui/format'
import { HoverLink } from '@/components/ui/hover-link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunTableRow } from '@/lib/tracking/views'
import { statusOf } from './status'
import type { Selection } from './use-selection'
import { columnLabel, columnSyntax, isMetric, isPart, valueText } from './value-text'

const rowHeight = 32

export interface RunTableProps {
  runs: RunTableRow[]
  columns: string[]
  /** In MLflow's syntax, as `metrics.loss DESC`; empty: newest first. */
  order: string
  onOrder: (order: string | null) => void
  selection: Selection
  /** With shift, also the rows since the last one. */
  onSelect: (id: string, on: boolean, shift: boolean) => void
  onSelectLoaded: (on: boolean) => void
  /** Asks for the next page; null where there is none, or it is on its way. */
  more: (() => void) | null
}

/** As many rows as are in sight, of however many. */
export function RunTable({ runs, columns, order, onOrder, selection, onSelect, onSelectLoaded, more }: RunTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: runs.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= runs.length - 20) more()
  }, [more, last, runs.length])
  const before = shown[0]?.start ?? 0
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0)
  const every = selection.all || selection.ids.size >= runs.length
  return (
    <div ref={scroller} role="region" aria-label="Runs" tabIndex={0} className="min-h-60 flex-1 overflow-auto rounded-md border border-line bg-surface">
      <table aria-label="Runs" aria-rowcount={runs.length + 1} className="w-full border-separate border-spacing-0 text-left tabular">
        <thead>
          <tr>
            <Th className="w-8 pr-0">
              <Checkbox aria-label="Choose every run that is listed" className="align-middle" checked={every ? true : selection.ids.size > 0 ? 'indeterminate' : false} onCheckedChange={() => onSelectLoaded(!every)} />
            </Th>
            <Sorted name="run_name" label="Run" order={order} onOrder={onOrder} />
            <Sorted name="status" label="State" order={order} onOrder={onOrder} />
            {columns.map((column) => isPart(column) ? <Th key={column} numeric>{columnLabel(column)}</Th> : (
              <Sorted key={column} name={columnSyntax(column)} label={columnLabel(column)} kind={isMetric(column) ? undefined : column.split('.')[0]!.replace(/s$/, '')} numeric={isMetric(column)} order={order} onOrder={onOrder} />
            ))}
            <Sorted name="duration" label="Duration" numeric order={order} onOrder={onOrder} />
            <Sorted name="user_id" label="By" order={order} onOrder={onOrder} />
            <Sorted name="start_time" label="Started" order={order} onOrder={onOrder} first />
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {shown.map(({ index }) => {
            const run = runs[index]!
            return <Row key={run.id} run={run} columns={columns} place={index + 2} chosen={selection.all || selection.ids.has(run.id)} onSelect={onSelect} />
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}

interface SortedProps {
  name: string
  label: string
  /** Before the label, where it is not a metric. */
  kind?: string
  numeric?: boolean
  order: string
  onOrder: (order: string | null) => void
  /** By which runs are ordered, descending, when nothing is said. */
  first?: boolean
}

function Sorted({ name, label, kind, numeric, order, onOrder, first }: SortedProps) {
  const state = order === `${name} DESC` || (first && order === '') ? 'descending' : order === `${name} ASC` ? 'ascending' : 'none'
  const next = state === 'descending' ? `${name} ASC` : state === 'ascending' ? null : `${name} DESC`
  const Icon = state === 'ascending' ? ArrowUp : ArrowDown
  return (
    <Th numeric={numeric} aria-sort={state}>
      <button type="button" title={kind ? `${kind} ${label}` : label} className={cn('inline-flex max-w-48 items-center gap-1 hover:text-fg', state !== 'none' && 'text-fg')} onClick={() => onOrder(next)}>
        <span className="truncate">{label}</span>
        {state !== 'none' && <Icon aria-hidden className="size-3 shrink-0" />}
      </button>
    </Th>
  )
}

interface RowProps {
  run: RunTableRow
  columns: string[]
  place: number
  chosen: boolean
  onSelect: RunTableProps['onSelect']
}

const Row = memo(function Row({ run, columns, place, chosen, onSelect }: RowProps) {
  const { slug } = useWorkspace()
  return (
    <Tr aria-rowindex={place} selected={chosen}>
      <Td className="w-8 pr-0">
        <Checkbox aria-label={`Choose ${run.name}`} className="align-middle" checked={chosen} onClick={(event) => onSelect(run.id, !chosen, event.shiftKey)} />
      </Td>
      <Td className={cn('max-w-64 max-sm:max-w-36', run.parentId && 'pl-7')}>
        <HoverLink className="font-medium hover:underline" href={`/w/${slug}/experiments/${run.experimentId}/runs/${run.id}`}>
          {run.name}
        </HoverLink>
      </Td>
      <Td>
        <Status status={statusOf[run.status]} plain />
      </Td>
      {columns.map((column) => (
        <Td key={column} numeric={isMetric(column)} className="max-w-56" title={String(run.values[column] ?? '')}>
          {valueText(run.values[column], isMetric(column))}
        </Td>
      ))}
      <Td numeric>{run.endMs === null ? '–' : formatDuration(run.endMs - run.startMs)}</Td>
      <Td className="text-muted">{run.user}</Td>
      <Td className="text-muted">
        <RelativeTime at={run.startMs} />
      </Td>
    </Tr>
  )
})
