'use client'

import { CartesianGrid, ResponsiveContainer, ScatterChart, usePlotArea, XAxis, YAxis } from 'recharts'
import type { Axis } from '../prepare/spec'

export const tick = { fill: 'var(--muted)', fontSize: 11 } as const
export const axisLine = { stroke: 'var(--line-strong)' } as const

export interface FrameProps {
  x: Axis
  y: Axis
  height: number
  /** Layers, drawn in the axes' scales. */
  children: React.ReactNode
}

/** Two numeric axes with their grid; what lies in between are layers that ask for the scales. */
export function Frame({ x, y, height, children }: FrameProps) {
  // Rough width of a digit at 11 px: the axis takes what its longest label needs.
  const width = 10 + 6.4 * Math.max(...y.ticks.map((value) => y.format(value).length))
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ScatterChart margin={{ top: 26, right: 12, bottom: 18, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          type="number"
          dataKey="x"
          domain={x.domain}
          ticks={x.ticks}
          tickFormatter={x.format}
          tick={tick}
          axisLine={axisLine}
          tickLine={false}
          tickMargin={6}
          height={24}
          allowDataOverflow
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={y.domain}
          scale={y.scale ?? 'auto'}
          ticks={y.ticks}
          tickFormatter={y.format}
          tick={tick}
          axisLine={axisLine}
          tickLine={false}
          tickMargin={4}
          width={width}
          allowDataOverflow
        />
        <text x={0} y={12} fill="var(--muted)" fontSize={11}>
          {y.label}
        </text>
        <XLabel text={x.label} />
        {children}
      </ScatterChart>
    </ResponsiveContainer>
  )
}

/** Below the axis, ending where it ends. */
export function XLabel({ text }: { text: string }) {
  const area = usePlotArea()
  if (!area) return null
  return (
    <text x={area.x + area.width} y={area.y + area.height + 38} textAnchor="end" fill="var(--muted)" fontSize={11}>
      {text}
    </text>
  )
}
