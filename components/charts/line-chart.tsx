'use client'

import { lazy, useState } from 'react'
import { ChartCard } from './chart-card'
import { Plot } from './plot'
import type { LineSpec } from './prepare/spec'
import { SeriesLegend } from './series-legend'
import type { ShowRows } from './show-rows'

const HEIGHT = 300
const Drawing = lazy(() => import('./draw/line-drawing'))

export interface LineChartProps {
  spec: LineSpec
  className?: string
  onRows?: ShowRows
  /** Layers over the lines, in the axes' scales. */
  marks?: React.ReactNode
  /** Above the drawing, over the legend. */
  controls?: React.ReactNode
}

/** Curves such as ROC. The legend shows and hides series; colours stay with their names. */
export function LineChart({ spec, className, onRows, marks, controls }: LineChartProps) {
  const [shown, setShown] = useState(() => new Set(spec.series.filter((line) => !line.hidden).map((line) => line.name)))
  const toggle = (name: string) => {
    const next = new Set(shown)
    if (!next.delete(name)) next.add(name)
    setShown(next)
  }
  const legend = [
    ...spec.series.filter((line) => shown.has(line.name)).map((line) => ({ label: [line.name, line.note].filter(Boolean).join(', '), colour: line.colour, dash: line.dash })),
    ...spec.references.filter((line) => line.listed).map((line) => ({ label: line.label, colour: line.colour, dash: '4 4' })),
  ]
  return (
    <ChartCard
      spec={spec}
      legend={legend}
      className={className}
      controls={
        <>
          {controls}
          <SeriesLegend series={spec.series} references={spec.references} shown={shown} onToggle={toggle} />
        </>
      }
    >
      <Plot height={HEIGHT}>{(hovered, onHover) => <Drawing spec={spec} shown={shown} height={HEIGHT} hovered={hovered} onHover={onHover} onPress={onRows && ((point) => point.rows && onRows(point.rows))}>{marks}</Drawing>}</Plot>
    </ChartCard>
  )
}
