'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, usePlotArea, useXAxisScale, XAxis, YAxis } from 'recharts'
import { barsHeight } from '../prepare/importances'
import { nameRoom, shortNames } from '../prepare/short-names'
import type { BarSpec } from '../prepare/spec'
import type { ShowRows } from '../show-rows'
import { axisLine, tick, XLabel } from './frame'
import { pressable, type Hovered } from './layers'

export interface BarDrawingProps {
  spec: BarSpec
  /** Of the drawing, in pixels. */
  width: number
  onHover: (hovered: Hovered | null) => void
  onPress?: ShowRows | undefined
  /** Opens the page behind a bar. */
  onOpen?: ((href: string) => void) | undefined
}

/** Horizontal bars, each with its value beside it and its interval across its end. */
export default function BarDrawing({ spec, width, onHover, onPress, onOpen }: BarDrawingProps) {
  const names = spec.bars.map((bar) => bar.label)
  const room = nameRoom(names, width)
  return (
    <ResponsiveContainer width="100%" height={barsHeight(spec.bars.length)}>
      <BarChart className="[&_.recharts-bar]:pointer-events-none [&_.recharts-rectangle]:pointer-events-none" layout="vertical" data={spec.bars} margin={{ top: 4, right: 56, bottom: 18, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis type="number" domain={spec.x.domain} ticks={spec.x.ticks} tickFormatter={spec.x.format} tick={tick} axisLine={false} tickLine={false} height={22} />
        {/* Equal labels may name different bars, so a bar stands at its place and not at its name. */}
        <YAxis type="category" dataKey={(bar: BarSpec['bars'][number]) => spec.bars.indexOf(bar)} width={room} interval={0} axisLine={axisLine} tickLine={false} tick={<NameTick names={names} short={shortNames(names, room - 10)} />} />
        {/* The axes take their scales from it; what is seen is drawn below, with intervals and as buttons. */}
        <Bar dataKey="value" fillOpacity={0} isAnimationActive={false} tooltipType="none" style={{ pointerEvents: 'none' }} />
        <Bars spec={spec} onHover={onHover} onPress={onPress} onOpen={onOpen} />
        <XLabel text={spec.x.label} />
      </BarChart>
    </ResponsiveContainer>
  )
}

function Bars({ spec, onHover, onPress, onOpen }: Omit<BarDrawingProps, 'width'>) {
  const scale = useXAxisScale()
  const area = usePlotArea()
  if (!scale || !area) return null
  const x = (value: number) => scale(value) ?? 0
  const band = area.height / spec.bars.length
  const thick = Math.max(4, band - 6)
  return (
    <>
      {spec.bars.map((bar, index) => {
        const [from, to] = [Math.min(x(0), x(bar.value)), Math.max(x(0), x(bar.value))]
        const top = area.y + index * band + (band - thick) / 2
        const middle = top + thick / 2
        const interval = typeof bar.low === 'number' && typeof bar.high === 'number' ? { low: x(bar.low), high: x(bar.high) } : null
        const say = (what: string) => `${bar.label}, ${bar.text}: ${what}`
        const press = onPress && bar.rows ? pressable(say('show the rows'), () => onPress(bar.rows!)) : onOpen && bar.href ? pressable(say('show the runs'), () => onOpen(bar.href!)) : {}
        return (
          <g key={index} className="group outline-none" {...press} onPointerEnter={() => onHover({ px: to, py: top, title: bar.label, facts: bar.facts })} onPointerLeave={() => onHover(null)}>
            <rect x={from} y={top} width={Math.max(bar.value === 0 ? 0 : 1, to - from)} height={thick} rx={1.5} fill="var(--series-1)" fillOpacity={0.85} className="group-hover:fill-opacity-100" />
            {interval && <path d={`M${interval.low} ${middle}H${interval.high}M${interval.low} ${middle - 3}v6M${interval.high} ${middle - 3}v6`} stroke="var(--fg)" strokeWidth={1} fill="none" />}
            <text x={Math.max(to, interval?.high ?? 0) + 5} y={middle} dy="0.35em" fontSize={11} fill="var(--muted)">
              {bar.text}
            </text>
            <rect x={area.x} y={area.y + index * band} width={area.width} height={band} fill="transparent" className="group-focus-visible:stroke-ring group-focus-visible:stroke-2" data-export="no" />
          </g>
        )
      })}
      {spec.reference && <line x1={x(spec.reference.value)} x2={x(spec.reference.value)} y1={area.y} y2={area.y + area.height} stroke="var(--fg)" strokeDasharray="4 4" pointerEvents="none" />}
    </>
  )
}

interface TickProps {
  x?: number
  y?: number
  payload?: { value: number }
  names: string[]
  short: string[]
}

/** A bar's name, cut to the room; whole in its title. */
function NameTick({ x = 0, y = 0, payload, names, short }: TickProps) {
  const index = payload?.value ?? -1
  return (
    <text x={x - 4} y={y} dy="0.35em" textAnchor="end" fontSize={11} fill="var(--fg)">
      <title>{names[index]}</title>
      {short[index]}
    </text>
  )
}
