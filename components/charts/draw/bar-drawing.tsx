'use client'

import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { barsHeight } from '../prepare/importances'
import type { BarSpec } from '../prepare/spec'
import { axisLine, tick, XLabel } from './frame'
import type { Hovered } from './layers'

export interface BarDrawingProps {
  spec: BarSpec
  onHover: (hovered: Hovered | null) => void
}

/** Horizontal bars, each with its value beside it. */
export default function BarDrawing({ spec, onHover }: BarDrawingProps) {
  const longest = Math.max(...spec.bars.map((bar) => bar.label.length))
  const width = Math.min(180, 14 + longest * 6.2)
  return (
    <ResponsiveContainer width="100%" height={barsHeight(spec.bars.length)}>
      <BarChart layout="vertical" data={spec.bars} margin={{ top: 4, right: 48, bottom: 18, left: 0 }} accessibilityLayer={false} barCategoryGap={4}>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis
          type="number"
          domain={spec.x.domain}
          ticks={spec.x.ticks}
          tickFormatter={spec.x.format}
          tick={tick}
          axisLine={false}
          tickLine={false}
          height={22}
        />
        <YAxis type="category" dataKey="label" width={width} interval={0} axisLine={axisLine} tickLine={false} tick={<FeatureTick room={width - 10} />} />
        <Bar
          dataKey="value"
          fill="var(--series-1)"
          isAnimationActive={false}
          radius={[0, 2, 2, 0]}
          onMouseEnter={(entry, index) => onHover({ px: entry.x + entry.width, py: entry.y, facts: spec.bars[index]?.facts ?? [] })}
          onMouseLeave={() => onHover(null)}
        >
          <LabelList dataKey="text" position="right" fill="var(--muted)" fontSize={11} />
        </Bar>
        <XLabel text={spec.x.label} />
      </BarChart>
    </ResponsiveContainer>
  )
}

interface TickProps {
  x?: number
  y?: number
  payload?: { value: string }
  room: number
}

/** A feature's name, cut to the room; whole in its title. */
function FeatureTick({ x = 0, y = 0, payload, room }: TickProps) {
  const name = payload?.value ?? ''
  const fits = Math.floor(room / 6.2)
  return (
    <text x={x - 4} y={y} dy="0.35em" textAnchor="end" fontSize={11} fill="var(--fg)">
      <title>{name}</title>
      {name.length > fits ? `${name.slice(0, Math.max(1, fits - 1))}…` : name}
    </text>
  )
}
