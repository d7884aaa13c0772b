'use client'

import { useRef } from 'react'
import type { Brushes, ParallelAxis } from '../prepare/parallel'
import { placeAt, yOf, type ParallelFrame } from './parallel-frame'

interface Props {
  axes: ParallelAxis[]
  frame: ParallelFrame
  brushes: Brushes
  onBrushes: (next: Brushes) => void
  /** While one is drawn. */
  onPreview: (brushes: Brushes) => void
}

/** Axes with their marks; each is brushed by dragging along it, and by keys: arrows move its brush, Escape takes it away. */
export function ParallelAxes({ axes, frame, ...rest }: Props) {
  return (
    <g>
      {axes.map((axis, index) => (
        <Axis key={axis.name} axis={axis} index={index} last={index === axes.length - 1 && axes.length > 1} frame={frame} {...rest} />
      ))}
    </g>
  )
}

function Axis({ axis, index, last, frame, brushes, onBrushes, onPreview }: Omit<Props, 'axes'> & { axis: ParallelAxis; index: number; last: boolean }) {
  const rect = useRef<SVGRectElement>(null)
  const from = useRef<number | null>(null)
  const x = frame.xs[index]!
  const brush = brushes.get(index)
  const withBrush = (next: readonly [number, number] | null) => {
    const all = new Map(brushes)
    if (next) all.set(index, next)
    else all.delete(index)
    return all
  }
  const placeOf = (event: React.PointerEvent<SVGElement>) => placeAt(frame, event.clientY - event.currentTarget.ownerSVGElement!.getBoundingClientRect().top)
  const span = (event: React.PointerEvent<SVGElement>): [number, number] => [Math.min(from.current!, placeOf(event)), Math.max(from.current!, placeOf(event))]
  const move = (event: React.PointerEvent<SVGElement>) => {
    if (from.current === null) return
    const [low, high] = span(event)
    rect.current?.setAttribute('y', String(yOf(frame, high)))
    rect.current?.setAttribute('height', String(yOf(frame, low) - yOf(frame, high)))
    onPreview(withBrush([low, high]))
  }
  const end = (event: React.PointerEvent<SVGElement>) => {
    if (from.current === null) return
    const [low, high] = span(event)
    from.current = null
    // A mere press takes the brush away.
    onBrushes(withBrush(high - low < 0.015 ? null : [low, high]))
  }
  const key = (event: React.KeyboardEvent) => {
    const step = { ArrowUp: 0.05, ArrowDown: -0.05 }[event.key]
    if (event.key === 'Escape' && brush) onBrushes(withBrush(null))
    else if (step) {
      event.preventDefault()
      const [low, high] = brush ?? [step > 0 ? 0 : 0.75, step > 0 ? 0.25 : 1]
      const by = brush ? Math.max(-low, Math.min(1 - high, step)) : 0
      onBrushes(withBrush([low + by, high + by]))
    }
  }
  return (
    <g>
      <text x={x} y={14} textAnchor="middle" className="fill-fg text-sm font-medium">
        <title>{axis.name}</title>
        {axis.name.length > 16 ? `${axis.name.slice(0, 15)}…` : axis.name}
      </text>
      <line x1={x} x2={x} y1={frame.top} y2={frame.bottom} stroke="var(--line-strong)" />
      {axis.ticks.map(({ place, label }) => (
        <text key={`${place} ${label}`} x={x + (last ? -6 : 6)} y={yOf(frame, place) + 4} textAnchor={last ? 'end' : 'start'} className="pointer-events-none fill-muted text-xs tabular" style={{ paintOrder: 'stroke', stroke: 'var(--surface)', strokeWidth: 3 }}>
          {label.length > 12 ? `${label.slice(0, 11)}…` : label}
        </text>
      ))}
      <rect ref={rect} x={x - 7} width={14} y={brush ? yOf(frame, brush[1]) : 0} height={brush ? yOf(frame, brush[0]) - yOf(frame, brush[1]) : 0} fill="var(--accent)" fillOpacity={0.25} stroke="var(--accent)" pointerEvents="none" />
      <rect
        role="slider"
        tabIndex={0}
        aria-label={`Keep a part of ${axis.name}`}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((brush ? (brush[0] + brush[1]) / 2 : 0.5) * 100)}
        aria-valuetext={brush ? `${Math.round(brush[0] * 100)} to ${Math.round(brush[1] * 100)} percent of the axis` : 'all'}
        x={x - 9}
        width={18}
        y={frame.top - 6}
        height={frame.bottom - frame.top + 12}
        fill="transparent"
        className="cursor-ns-resize touch-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = placeOf(event)
        }}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = null
          onBrushes(new Map(brushes))
        }}
        onKeyDown={key}
      />
    </g>
  )
}
