'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { ChartCard } from './chart-card'
import { ParallelAxes } from './draw/parallel-axes'
import { frameOf, pathOf, shadeColour } from './draw/parallel-frame'
import { HoverCard } from './hover-card'
import { passes, type Brushes, type ParallelLine, type ParallelSpec } from './prepare/parallel'
import { useWidth } from './use-width'

const HEIGHT = 340

export interface ParallelCoordinatesProps {
  spec: ParallelSpec
  /** A press on a line. */
  onOpen?: (id: string) => void
  /** Lines that pass through all brushes, whenever that changes; null where nothing is brushed. */
  onBrush?: (ids: string[] | null) => void
  className?: string
}

/** A line for each set of values over axes side by side. Dragging along an axis keeps what passes there; Escape or "Show all" lets go. */
export function ParallelCoordinates({ spec, onOpen, onBrush, className }: ParallelCoordinatesProps) {
  const [brushes, setBrushes] = useState<Brushes>(new Map())
  const kept = brushes.size === 0 ? spec.lines.length : spec.lines.filter((line) => passes(line, brushes)).length
  const change = (next: Brushes) => {
    setBrushes(next)
    onBrush?.(next.size === 0 ? null : spec.lines.filter((line) => passes(line, next)).map((line) => line.id))
  }
  const controls =
    brushes.size > 0 ? (
      <div className="flex items-center gap-2 px-3 pt-1 text-sm text-muted">
        <span role="status">
          {kept} of {formatCount(spec.lines.length, 'line')} kept
        </span>
        <Button size="sm" variant="ghost" onClick={() => change(new Map())}>
          Show all
        </Button>
      </div>
    ) : undefined
  return (
    <ChartCard spec={spec} className={className} controls={controls} interactive>
      <Drawing spec={spec} brushes={brushes} onBrushes={change} onOpen={onOpen} />
    </ChartCard>
  )
}

interface DrawingProps {
  spec: ParallelSpec
  brushes: Brushes
  onBrushes: (next: Brushes) => void
  onOpen?: ((id: string) => void) | undefined
}

function Drawing({ spec, brushes, onBrushes, onOpen }: DrawingProps) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, setHovered] = useState<{ line: ParallelLine; px: number; py: number } | null>(null)
  const lines = useRef<SVGGElement>(null)
  // On a narrow screen axes keep their distance and the drawing scrolls.
  const wide = Math.max(width, spec.axes.length * 84)
  const frame = frameOf(wide, HEIGHT, spec.axes.length)
  const at = (event: React.PointerEvent, line: ParallelLine) => {
    const box = ref.current!.getBoundingClientRect()
    setHovered({ line, px: event.clientX - box.left, py: event.clientY - box.top })
  }
  // While a brush is drawn, lines fade at the pointer's rate without React.
  const fade = (preview: Brushes) => {
    for (const path of lines.current?.querySelectorAll<SVGPathElement>('path[data-line]') ?? []) {
      const line = spec.lines[Number(path.dataset.line)]
      path.style.opacity = line && passes(line, preview) ? '' : '0.06'
    }
  }
  return (
    <div ref={ref} className="relative" onPointerLeave={() => setHovered(null)}>
      <div className="overflow-x-auto">
        {width > 0 && (
          <svg width={wide} height={HEIGHT} className="block select-none">
            <g ref={lines} fill="none">
              {spec.lines.map((line, index) => (
                <Line key={line.id} line={line} index={index} path={pathOf(line, frame)} off={!passes(line, brushes)} hovered={hovered?.line.id === line.id} onAt={at} onOpen={onOpen} />
              ))}
            </g>
            <ParallelAxes axes={spec.axes} frame={frame} brushes={brushes} onBrushes={onBrushes} onPreview={fade} />
          </svg>
        )}
      </div>
      <HoverCard hovered={hovered && { px: hovered.px, py: hovered.py, title: hovered.line.name, colour: shadeColour(hovered.line), facts: hovered.line.facts }} width={width} />
    </div>
  )
}

interface LineProps {
  line: ParallelLine
  index: number
  path: string
  off: boolean
  hovered: boolean
  onAt: (event: React.PointerEvent, line: ParallelLine) => void
  onOpen?: ((id: string) => void) | undefined
}

function Line({ line, index, path, off, hovered, onAt, onOpen }: LineProps) {
  const strong = line.best || hovered
  return (
    <g>
      <path data-line={index} d={path} stroke={hovered ? 'var(--fg)' : shadeColour(line)} strokeWidth={strong ? 2.5 : 1.25} strokeOpacity={strong ? 1 : 0.75} style={{ opacity: off ? 0.06 : undefined }} />
      {!off && <path d={path} stroke="transparent" strokeWidth={9} pointerEvents="stroke" className={onOpen && 'cursor-pointer'} onPointerMove={(event) => onAt(event, line)} onClick={onOpen && (() => onOpen(line.id))} />}
    </g>
  )
}
