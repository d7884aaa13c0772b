'use client'

import { memo, useEffect, useMemo, useRef } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { cn } from '@/components/ui/cn'
import type { AnsiColour } from './ansi'
import { clock, pieces, type LogRow, type Match } from './prepare'

const colours: Record<AnsiColour, string> = {
  black: 'text-faint',
  red: 'text-failed',
  green: 'text-succeeded',
  yellow: 'text-warning',
  blue: 'text-running',
  magenta: 'text-series-4',
  cyan: 'text-reused',
  white: 'text-fg',
}

export interface LogLinesProps {
  rows: LogRow[]
  matches: Match[]
  current: Match | null
  /** Names of the steps by node, where lines of several are mixed. */
  names: Map<string, string> | null
  follow: boolean
  onFollow: (follow: boolean) => void
}

/** Only the lines in sight are drawn. Scrolling up stops following; reaching the end starts it again. */
export function LogLines({ rows, matches, current, names, follow, onFollow }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 20, overscan: 20, getItemKey: (index) => rows[index]?.key ?? index })
  const byRow = useMemo(() => {
    const map = new Map<number, Match[]>()
    for (const match of matches) map.set(match.row, [...(map.get(match.row) ?? []), match])
    return map
  }, [matches])
  useEffect(() => {
    if (follow) virtual.scrollToIndex(rows.length - 1, { align: 'end' })
  }, [follow, rows.length, virtual])
  useEffect(() => {
    if (current) virtual.scrollToIndex(current.row, { align: 'center' })
  }, [current, virtual])
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Lines"
      onWheel={(event) => event.deltaY < 0 && follow && onFollow(false)}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        if (!follow && matches.length === 0 && scrollHeight - scrollTop - clientHeight < 4) onFollow(true)
      }}
      className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface py-1 font-mono text-sm"
    >
      <div style={{ height: virtual.getTotalSize() }} className="relative">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index] as LogRow
          return (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${item.start}px)` }}>
              <Line row={row} name={names?.get(row.node) ?? null} found={byRow.get(item.index)} current={current?.row === item.index ? current : null} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const none: Match[] = []

const Line = memo(function Line({ row, name, found = none, current }: { row: LogRow; name: string | null; found?: Match[]; current: Match | null }) {
  return (
    <div className={cn('flex min-h-5 gap-3 border-l-2 border-transparent pr-4 pl-4 leading-5 hover:bg-hover', row.stream === 'stderr' && 'border-warning bg-warning-soft/40')}>
      <time dateTime={row.at} title={new Date(row.at).toLocaleString()} className="shrink-0 text-faint select-none max-sm:hidden">
        {clock(row.at)}
      </time>
      {name && (
        <span title={name} className="w-32 shrink-0 truncate text-muted select-none max-sm:w-16">
          {name}
        </span>
      )}
      {row.stream === 'stderr' && <span className="shrink-0 text-warning select-none">err</span>}
      <span className={cn('min-w-0 flex-1 break-words whitespace-pre-wrap', row.stream === 'system' && 'text-muted italic')}>
        {pieces(row, found).map((piece, index) => {
          const look = cn(piece.colour && colours[piece.colour], piece.bold && 'font-semibold')
          if (piece.match === null) return <span key={index} className={look}>{piece.text}</span>
          return (
            <mark key={index} className={cn('rounded-xs text-fg', found[piece.match] === current ? 'bg-warning text-inverse' : 'bg-warning-soft', look)}>
              {piece.text}
            </mark>
          )
        })}
      </span>
    </div>
  )
})
