'use client'

import { lazy, Suspense, useId, useMemo, useRef } from 'react'
import { ChartCard } from './chart-card'
import type { HoverLink } from './hover-link'
import { runLinesSvg } from './prepare/run-lines-svg'
import type { RunLinesSpec } from './prepare/run-lines'
import { RunLinesHover } from './run-lines-hover'
import { RunLinesLegend } from './run-lines-legend'
import { useInk } from './use-ink'
import { useWidth } from './use-width'

/** Loads what draws, for who waits for numbers meanwhile. */
export const loadDrawing = () => import('./draw/run-lines-drawing')
const Drawing = lazy(loadDrawing)

export interface RunLinesChartProps {
  spec: RunLinesSpec
  height?: number
  className?: string
  /** Ends of what is in sight, or null for all. Without it the chart cannot be zoomed. */
  onZoom?: (range: [number, number] | null) => void
  zoomed?: boolean
  /** Shared by charts of one axis, so that the pointer over one reads all. */
  link?: HoverLink
  /** Where every point can be had as CSV; without it, what the table shows. */
  csv?: string
  actions?: React.ReactNode
  /** Names with values below the drawing. */
  legend?: boolean
  /** Marks what is on screen, for measuring: how often it has been drawn. */
  onDrawn?: () => void
}

/** One metric of many runs. Dragging across zooms, a double press shows all again; the pointer or arrow keys read values. */
export function RunLinesChart({ spec, height = 260, className, onZoom, zoomed = false, link, csv, actions, legend = true, onDrawn }: RunLinesChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const ink = useInk()
  const names = useRef<HTMLUListElement>(null)
  const source = useId()
  const picture = useMemo(() => (ink ? () => runLinesSvg(spec, { width: Math.max(480, width), height: 320 }, ink) : undefined), [spec, width, ink])
  return (
    <ChartCard spec={spec} className={className} actions={actions} interactive picture={picture} csv={csv}>
      <div ref={ref} className="relative min-w-0" style={{ height }}>
        {width > 0 && ink && (
          <Suspense>
            <Drawing spec={spec} width={width} height={height} ink={ink} onDrawn={onDrawn} />
            <RunLinesHover spec={spec} width={width} height={height} link={link} source={source} legend={names} onZoom={onZoom} zoomed={zoomed} />
          </Suspense>
        )}
      </div>
      {legend && <RunLinesLegend lines={spec.read} ref={names} />}
    </ChartCard>
  )
}
