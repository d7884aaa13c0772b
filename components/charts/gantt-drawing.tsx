'use client'

import { useEffect, useRef, useState } from 'react'
import { formatDuration } from '@/components/ui/format'
import { statusLooks } from '@/components/ui/status'
import { ganttLooks } from './gantt-parts'
import { HoverCard } from './hover-card'
import type { Hovered } from './draw/layers'
import { timeTicks, type GanttRow, type GanttSpec } from './prepare/gantt'
import type { TimeWindow } from './prepare/time-window'

const ROW = 26
const HEAD = 22

export interface GanttDrawingProps {
  spec: GanttSpec
  width: number
  shown: TimeWindow
  selected: string | null
  onSelect: (node: string) => void
  onZoom: (factor: number, at: number) => void
}

export function GanttDrawing({ spec, width, shown, selected, onSelect, onZoom }: GanttDrawingProps) {
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const svg = useRef<SVGSVGElement>(null)
  const left = Math.min(width * 0.36, 24 + 6.6 * Math.max(4, ...spec.rows.map((row) => Math.min(30, row.name.length))))
  const plot = width - left - 8
  const x = (ms: number) => left + ((ms - shown.from) / (shown.to - shown.from)) * plot
  const ticks = timeTicks(shown.from, shown.to, plot)
  const height = HEAD + spec.rows.length * ROW + 4
  useCtrlWheel(svg, left, plot, onZoom)
  return (
    <div className="relative">
      <svg ref={svg} width={width} height={height} fontSize={11} className="block tabular">
        <defs>
          <clipPath id="gantt-plot">
            <rect x={left - 1} y={0} width={plot + 6} height={height} />
          </clipPath>
        </defs>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={HEAD - 4} y2={height} stroke="var(--line)" />
            <text x={x(tick)} y={12} textAnchor={x(tick) > width - 40 ? 'end' : tick === 0 ? 'start' : 'middle'} fill="var(--muted)">
              {tick === 0 ? '0' : formatDuration(tick)}
            </text>
          </g>
        ))}
        {spec.rows.map((row, index) => (
          <Row key={row.node} row={row} y={HEAD + index * ROW} left={left} width={width} x={x} selected={row.node === selected} onSelect={onSelect} onHover={setHovered} />
        ))}
      </svg>
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}

interface RowProps {
  row: GanttRow
  y: number
  left: number
  width: number
  x: (ms: number) => number
  selected: boolean
  onSelect: (node: string) => void
  onHover: (hovered: Hovered | null) => void
}

function Row({ row, y, left, width, x, selected, onSelect, onHover }: RowProps) {
  const letters = Math.floor((left - 26) / 6.2)
  const { word } = statusLooks[row.state]
  const colour = `var(--${statusLooks[row.state].color.replace('text-', '')})`
  const last = row.segments.at(-1)
  return (
    <g id={`gantt-${row.node}`} role="treeitem" aria-selected={selected} aria-label={`${row.name}: ${word}${row.critical ? ', on the longest path' : ''}`} onClick={() => onSelect(row.node)} className="cursor-pointer [&:hover>rect:first-child]:fill-(--hover)">
      <rect x={0} y={y} width={width} height={ROW} rx={4} fill={selected ? 'var(--selected)' : 'transparent'} />
      <circle cx={8} cy={y + ROW / 2} r={4} fill={row.state === 'waiting' || row.state === 'skipped' ? 'none' : colour} stroke={colour} strokeWidth={1.5} />
      <text x={20} y={y + ROW / 2} dy="0.35em" fill="var(--fg)" fontSize={12} fontWeight={row.critical ? 600 : 400}>
        <title>{row.name}</title>
        {row.name.length > letters ? `${row.name.slice(0, Math.max(1, letters - 1))}…` : row.name}
      </text>
      <g clipPath="url(#gantt-plot)">
        {row.segments.map((segment) => {
          const from = x(segment.from)
          const failed = row.state === 'failed' && segment === last
          const look = ganttLooks[segment.part]
          const slim = segment.part === 'queued' || segment.part === 'ending'
          const facts = [
            { label: 'Took', value: formatDuration(segment.to - segment.from) },
            { label: 'From', value: formatDuration(segment.from) },
            { label: 'To', value: formatDuration(segment.to) },
            ...(segment.attempt > 1 ? [{ label: 'Attempt', value: String(segment.attempt) }] : []),
            ...(row.agent && segment.part !== 'queued' ? [{ label: 'Agent', value: row.agent }] : []),
          ]
          return (
            <rect
              key={`${segment.attempt} ${segment.part} ${segment.from}`}
              x={from}
              y={y + (slim ? ROW / 2 - 3 : 6)}
              width={Math.max(1.5, x(segment.to) - from)}
              height={slim ? 6 : ROW - 12}
              rx={1.5}
              fill={failed ? 'var(--failed)' : look.colour}
              fillOpacity={look.opacity}
              onPointerEnter={() => onHover({ px: Math.max(left, Math.min(width, from)), py: y + ROW, title: `${row.name}, ${look.word}`, colour: look.colour, facts })}
              onPointerLeave={() => onHover(null)}
            />
          )
        })}
        {row.mark !== null && <path d={`M${x(row.mark)} ${y + ROW / 2 - 5}l5 5l-5 5l-5 -5z`} fill={colour} onPointerEnter={() => onHover({ px: x(row.mark ?? 0), py: y + ROW, title: row.name, colour, facts: [{ label: word, value: `at ${formatDuration(row.mark ?? 0)}` }] })} onPointerLeave={() => onHover(null)} />}
        {row.critical && row.segments.length > 0 && <line x1={x(row.segments[0]?.from ?? 0)} x2={x(last?.to ?? 0)} y1={y + ROW - 3} y2={y + ROW - 3} stroke="var(--warning)" strokeWidth={2} pointerEvents="none" />}
      </g>
    </g>
  )
}

/** Ctrl and the wheel zoom where the pointer is; the page must not zoom too, which only a listener that is not passive can say. */
function useCtrlWheel(svg: React.RefObject<SVGSVGElement | null>, left: number, plot: number, onZoom: (factor: number, at: number) => void): void {
  const latest = useRef({ left, plot, onZoom })
  useEffect(() => {
    latest.current = { left, plot, onZoom }
  })
  useEffect(() => {
    const element = svg.current
    if (!element) return
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const place = (event.clientX - element.getBoundingClientRect().left - latest.current.left) / latest.current.plot
      latest.current.onZoom(event.deltaY < 0 ? 0.8 : 1.25, Math.max(0, Math.min(1, place)))
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [svg])
}
