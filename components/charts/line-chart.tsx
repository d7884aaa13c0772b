'use client'

import { lazy, useState } from 'react'
import { ChartCard } from './chart-card'
import type { LegendEntry } from './export-chart'
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
  const { shown, legend, keys } = useShownLines(spec)
  return (
    <ChartCard
      spec={spec}
      legend={legend}
      className={className}
      controls={
        <>
          {controls}
          {keys}
        </>
      }
    >
      <Lines spec={spec} shown={shown} onRows={onRows} marks={marks} />
    </ChartCard>
  )
}

/** Which series are drawn, what an exported picture lists, and the legend that shows and hides them. Other series begin anew. */
export function useShownLines({ series, references }: Pick<LineSpec, 'series' | 'references'>): { shown: Set<string>; legend: LegendEntry[]; keys: React.ReactNode } {
  const names = series.map((line) => line.name).join('\n')
  const first = () => ({ names, shown: new Set(series.filter((line) => !line.hidden).map((line) => line.name)) })
  const [kept, setKept] = useState(first)
  const { shown } = kept.names === names ? kept : first()
  const toggle = (name: string) => {
    const next = new Set(shown)
    if (!next.delete(name)) next.add(name)
    setKept({ names, shown: next })
  }
  const legend = [
    ...series.filter((line) => shown.has(line.name)).map((line) => ({ label: [line.name, line.note].filter(Boolean).join(', '), colour: line.colour, dash: line.dash })),
    ...references.filter((line) => line.listed).map((line) => ({ label: line.label, colour: line.colour, dash: '4 4' })),
  ]
  return { shown, legend, keys: <SeriesLegend series={series} references={references} shown={shown} onToggle={toggle} /> }
}

export function Lines({ spec, shown, onRows, marks }: Pick<LineChartProps, 'spec' | 'marks'> & { shown: Set<string>; onRows: ShowRows | undefined }) {
  return <Plot height={HEIGHT}>{(hovered, onHover) => <Drawing spec={spec} shown={shown} height={HEIGHT} hovered={hovered} onHover={onHover} onPress={onRows && ((point) => point.rows && onRows(point.rows))}>{marks}</Drawing>}</Plot>
}
