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
    let pen = false
    const path = line.points.map((point, index) => {
      // A point without a value lifts the pen: gaps stay gaps. One between two gaps still shows, as a dot.
      if (!Number.isFinite(point.y)) {
        pen = false
        return ''
      }
      const { px, py } = at(point)
      const command = pen ? 'L' : 'M'
      const alone = !pen && !Number.isFinite(line.points[index + 1]?.y ?? Number.NaN)
      pen = true
      return `${command}${px.toFixed(1)} ${py.toFixed(1)}${alone ? 'h0' : ''}`
    })
    const only = line.points.length === 1 ? at(line.points[0] as Point) : null
    return only ? (
      <circle key={line.name} cx={only.px} cy={only.py} r={3.5} fill={line.colour} />
    ) : (
      <g key={line.name} stroke={line.colour} strokeOpacity={line.faint ? 0.25 : undefined} fill="none" strokeLinejoin="round" strokeLinecap="round">
        {line.band && <path d={bandPath(line.band, at)} fill={line.colour} fillOpacity={0.15} stroke="none" />}
        <path d={path.join('')} strokeWidth={1.75} strokeDasharray={line.dash} />
        {line.dots && <path d={line.points.filter((point) => Number.isFinite(point.y)).map((point) => `M${at(point).px.toFixed(1)} ${at(point).py.toFixed(1)}h0`).join('')} strokeWidth={7} />}
      </g>
    )
  })
}

/** Along the upper ends and back along the lower ones. */
function bandPath(band: NonNullable<Series['band']>, at: Position): string {
  const corner = (x: number, y: number) => {
    const { px, py } = at({ x, y })
    return `${px.toFixed(1)} ${py.toFixed(1)}`
  }
  return `M${[...band.map(({ x, high }) => corner(x, high)), ...band.toReversed().map(({ x, low }) => corner(x, low))].join('L')}Z`
}

/** Many dots in one element a colour; they let each other through, so that density shows. */
export function Dots({ points, colours }: { points: Point[]; colours: string[] }) {
  const at = usePosition()
  if (!at) return null
  const paths = colours.map((): string[] => [])
  for (const point of points) {
    const { px, py } = at(point)
    paths[point.group ?? 0]?.push(`M${px.toFixed(1)} ${py.toFixed(1)}h0`)
  }
  const many = points.length > 500
  return paths.map((path, index) => <path key={index} d={path.join('')} stroke={colours[index]} strokeWidth={many ? 4 : 5.5} strokeLinecap="round" strokeOpacity={many ? 0.45 : 0.65} fill="none" />)
}

export interface BinsProps {
  bins: HistogramSpec['bins']
  /** One a group, from the bottom up. */
  colours: string[]
  onHover: (hovered: Hovered | null) => void
  /** Shows the rows of a bin; without it bins are only looked at. */
  onPress?: ((bin: HistogramSpec['bins'][number]) => void) | undefined
  /** What a press does, for those who hear it. */
  pressing?: string
}

export function Bins({ bins, colours, onHover, onPress, pressing = 'show the rows' }: BinsProps) {
  const at = usePosition()
  if (!at) return null
  return bins.map((bin) => {
    const from = at({ x: bin.from, y: bin.count })
    const to = at({ x: bin.to, y: 0 })
    const left = from.px + 0.5
    const width = Math.max(1, to.px - from.px - 1)
    let below = 0
    return (
      <g
        key={bin.from}
        onPointerEnter={() => onHover({ px: left + width / 2, py: from.py, facts: bin.facts })}
        onPointerLeave={() => onHover(null)}
        className="group outline-none"
        {...(onPress && bin.count > 0 && pressable(`${bin.facts.map((fact) => `${fact.label} ${fact.value}`).join(', ')}: ${pressing}`, () => onPress(bin)))}
      >
        {(bin.parts ?? [bin.count]).map((count, index) => {
          const foot = at({ x: bin.from, y: below }).py
          below += count
          const head = at({ x: bin.from, y: below }).py
          return <rect key={index} x={left} y={head} width={width} height={Math.max(0, foot - head)} fill={colours[index]} fillOpacity={0.85} className="group-hover:fill-opacity-100" />
        })}
        {/* The column above a low bar answers too. */}
        <rect x={from.px} y={0} width={Math.max(1, to.px - from.px)} height={to.py} fill="transparent" className="group-focus-visible:stroke-ring group-focus-visible:stroke-2" data-export="no" />
      </g>
    )
  })
}

/** What makes a drawn shape a button. */
export function pressable(label: string, press: () => void): React.SVGProps<SVGGElement> & { 'data-press': string } {
  return {
    role: 'button',
    tabIndex: 0,
    'aria-label': label,
    'data-press': '',
    style: { cursor: 'pointer' },
    onClick: press,
    onKeyDown: (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      press()
    },
  }
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
  onPress?: ((point: Point) => void) | undefined
}

/** Finds the point nearest to the pointer; drawn last, over everything. */
export function HoverPoints({ groups, onHover, onPress }: HoverPointsProps) {
  const at = usePosition()
  const area = usePlotArea()
  if (!at || !area) return null
  const all = groups.flatMap((group) => group.points.map((point) => ({ ...at(point), point, group })))
  const under = (event: React.MouseEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return all[nearest(all, area.x + event.clientX - box.left, area.y + event.clientY - box.top, 48)]
  }
  const move = (event: React.PointerEvent<SVGRectElement>) => {
    const found = under(event)
    onHover(found ? { px: found.px, py: found.py, title: found.group.title, colour: found.group.colour, facts: found.point.facts } : null)
  }
  const press = (event: React.MouseEvent<SVGRectElement>) => {
    const found = under(event)
    if (found && onPress) onPress(found.point)
  }
  return <rect x={area.x} y={area.y} width={area.width} height={area.height} fill="transparent" data-export="no" onPointerMove={move} onPointerLeave={() => onHover(null)} {...(onPress && { style: { cursor: 'pointer' }, onClick: press })} />
}

export function HoverMark({ hovered }: { hovered: Hovered | null }) {
  if (!hovered) return null
  return <circle cx={hovered.px} cy={hovered.py} r={4} fill={hovered.colour ?? 'var(--fg)'} stroke="var(--surface)" strokeWidth={2} pointerEvents="none" data-export="no" />
}
