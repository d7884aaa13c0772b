'use client'

import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import { nearest } from '../prepare/series'
import type { Fact, HistogramSpec, Point, Reference, Series } from '../prepare/spec'

export interface Hovered {
  /** Pixels in the drawing. */
  px: number
  py: number
  title?: string
  colour?: string
  facts: Fact[]
}

type Position = (point: { x: number; y: number }) => { px: number; py: number }

function usePosition(): Position | null {
  const x = useXAxisScale()
  const y = useYAxisScale()
  return x && y ? (point) => ({ px: x(point.x) ?? 0, py: y(point.y) ?? 0 }) : null
}

export function References({ references }: { references: Reference[] }) {
  const at = usePosition()
  if (!at) return null
  return references.map((line) => {
    const from = at(line.from)
    const to = at(line.to)
    return <line key={line.label} x1={from.px} y1={from.py} x2={to.px} y2={to.py} stroke={line.colour} strokeWidth={1} strokeDasharray="4 4" />
  })
}

export function Lines({ series }: { series: Series[] }) {
  const at = usePosition()
  if (!at) return null
  return series.map((line) => {
    const path = line.points.map((point, index) => {
      const { px, py } = at(point)
      return `${index === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`
    })
    const only = line.points.length === 1 ? at(line.points[0] as Point) : null
    return only ? (
      <circle key={line.name} cx={only.px} cy={only.py} r={3.5} fill={line.colour} />
    ) : (
      <path key={line.name} d={path.join('')} fill="none" stroke={line.colour} strokeWidth={1.75} strokeDasharray={line.dash} strokeLinejoin="round" />
    )
  })
}

/** Many dots in one element; they let each other through, so that density shows. */
export function Dots({ points, colour }: { points: Point[]; colour: string }) {
  const at = usePosition()
  if (!at) return null
  const path = points.map((point) => {
    const { px, py } = at(point)
    return `M${px.toFixed(1)} ${py.toFixed(1)}h0`
  })
  return <path d={path.join('')} stroke={colour} strokeWidth={points.length > 500 ? 4 : 5.5} strokeLinecap="round" strokeOpacity={points.length > 500 ? 0.45 : 0.65} fill="none" />
}

export function Bins({ bins, colour, onHover }: { bins: HistogramSpec['bins']; colour: string; onHover: (hovered: Hovered | null) => void }) {
  const at = usePosition()
  if (!at) return null
  return bins.map((bin) => {
    const from = at({ x: bin.from, y: bin.count })
    const to = at({ x: bin.to, y: 0 })
    const left = from.px + 0.5
    const width = Math.max(1, to.px - from.px - 1)
    return (
      <g key={bin.from} onPointerEnter={() => onHover({ px: left + width / 2, py: from.py, facts: bin.facts })} onPointerLeave={() => onHover(null)} className="group">
        <rect x={left} y={from.py} width={width} height={Math.max(0, to.py - from.py)} fill={colour} fillOpacity={0.85} className="group-hover:fill-opacity-100" />
        {/* The column above a low bar answers too. */}
        <rect x={from.px} y={0} width={to.px - from.px} height={to.py} fill="transparent" />
      </g>
    )
  })
}

/** An upright line at x = 0. */
export function ZeroLine() {
  const at = usePosition()
  const area = usePlotArea()
  if (!at || !area) return null
  const { px } = at({ x: 0, y: 0 })
  return <line x1={px} x2={px} y1={area.y} y2={area.y + area.height} stroke="var(--fg)" strokeWidth={1} />
}

export interface HoverPointsProps {
  groups: { title?: string; colour: string; points: Point[] }[]
  onHover: (hovered: Hovered | null) => void
}

/** Finds the point nearest to the pointer; drawn last, over everything. */
export function HoverPoints({ groups, onHover }: HoverPointsProps) {
  const at = usePosition()
  const area = usePlotArea()
  if (!at || !area) return null
  const all = groups.flatMap((group) => group.points.map((point) => ({ ...at(point), point, group })))
  const move = (event: React.PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = nearest(all, area.x + event.clientX - box.left, area.y + event.clientY - box.top, 48)
    const found = all[index]
    onHover(found ? { px: found.px, py: found.py, title: found.group.title, colour: found.group.colour, facts: found.point.facts } : null)
  }
  return <rect x={area.x} y={area.y} width={area.width} height={area.height} fill="transparent" onPointerMove={move} onPointerLeave={() => onHover(null)} />
}

export function HoverMark({ hovered }: { hovered: Hovered | null }) {
  if (!hovered) return null
  return <circle cx={hovered.px} cy={hovered.py} r={4} fill={hovered.colour ?? 'var(--fg)'} stroke="var(--surface)" strokeWidth={2} pointerEvents="none" data-export="no" />
}
