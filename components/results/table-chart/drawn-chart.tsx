'use client'

import { useMemo } from 'react'
import { Bars } from '@/components/charts/bar-chart'
import { Boxes } from '@/components/charts/box-chart'
import { ChartCard, type ChartCardProps } from '@/components/charts/chart-card'
import { HeatCells } from '@/components/charts/heat-chart'
import { Bins } from '@/components/charts/histogram-chart'
import { KeyList, legendOf } from '@/components/charts/key-list'
import { Lines, useShownLines } from '@/components/charts/line-chart'
import { Places } from '@/components/charts/map-chart'
import { Matrix } from '@/components/charts/matrix-chart'
import { prepareBox, prepareCounts, prepareHistogram } from '@/components/charts/prepare/distribution'
import { prepareLine } from '@/components/charts/prepare/line'
import { prepareCorrelation, prepareMap, prepareMatrix, prepareScatter } from '@/components/charts/prepare/relation'
import type { Key, LineSpec } from '@/components/charts/prepare/spec'
import { Dots } from '@/components/charts/scatter-chart'
import type { ShowRows } from '@/components/charts/show-rows'
import type { ChartRequest } from '@/lib/data/chart-query'
import type { ChartAnswer, ChartAnswers } from '@/lib/duckdb/ops/chart/types'

export interface DrawnChartProps {
  request: ChartRequest
  answer: ChartAnswer
  /** Another one is on its way. */
  stale: boolean
  onRows: ShowRows
  /** A pair of columns was pressed. */
  onPair: (x: string, y: string) => void
}

const noLines: Pick<LineSpec, 'series' | 'references'> = { series: [], references: [] }

/** The answer to a question about a table, drawn. The frame with its menu stays while one drawing takes the place of another. */
export function DrawnChart({ request, answer, stale, onRows, onPair }: DrawnChartProps) {
  const chart = useMemo(() => prepared(request, answer), [request, answer])
  const lines = useShownLines(chart?.kind === 'line' ? chart.spec : noLines)
  if (!chart) return null
  const { drawing, ...frame } = parts(chart, lines, onRows, onPair)
  return (
    <ChartCard {...frame} stale={stale}>
      <div key={JSON.stringify(request)}>{drawing}</div>
    </ChartCard>
  )
}

type Parts = Omit<ChartCardProps, 'children'> & { drawing: React.ReactNode }

function parts(chart: NonNullable<ReturnType<typeof prepared>>, lines: ReturnType<typeof useShownLines>, onRows: ShowRows, onPair: DrawnChartProps['onPair']): Parts {
  const keyed = (keys: Key[] | undefined) => ({ legend: legendOf(keys), controls: <KeyList keys={keys} /> })
  const { spec } = chart
  switch (chart.kind) {
    case 'histogram':
      return { spec, interactive: true, ...keyed(chart.spec.groups), drawing: <Bins spec={chart.spec} onRows={onRows} /> }
    case 'counts':
      return { spec, interactive: true, drawing: <Bars spec={chart.spec} onRows={onRows} /> }
    case 'box':
      return { spec, interactive: true, drawing: <Boxes spec={chart.spec} onRows={onRows} /> }
    case 'scatter':
      return { spec, ...keyed(chart.spec.groups), drawing: <Dots spec={chart.spec} height={420} /> }
    case 'matrix':
      return { spec, interactive: true, ...keyed(chart.spec.groups), drawing: <Matrix spec={chart.spec} onPair={onPair} /> }
    case 'correlation':
      return { spec, interactive: true, drawing: <HeatCells spec={chart.spec} onPair={onPair} /> }
    case 'line':
      return { spec, legend: lines.legend, controls: lines.keys, drawing: <Lines spec={chart.spec} shown={lines.shown} onRows={onRows} /> }
    case 'map':
      return { spec, ...keyed(chart.spec.groups), drawing: <Places spec={chart.spec} /> }
  }
}

function prepared(request: ChartRequest, answer: ChartAnswer) {
  const of = <K extends keyof ChartAnswers>(_: K) => answer as ChartAnswers[K]
  switch (request.kind) {
    case 'histogram':
      return { kind: request.kind, spec: prepareHistogram(of('histogram'), request.x, request.by) } as const
    case 'counts':
      return { kind: request.kind, spec: prepareCounts(of('counts'), request.x) } as const
    case 'box':
      return { kind: request.kind, spec: prepareBox(of('box'), request.y, request.by) } as const
    case 'scatter':
      return { kind: request.kind, spec: prepareScatter(of('scatter'), request.x, request.y, request.by) } as const
    case 'matrix':
      return { kind: request.kind, spec: prepareMatrix(of('matrix'), request.by) } as const
    case 'correlation':
      return { kind: request.kind, spec: prepareCorrelation(of('correlation'), request.method) } as const
    case 'line':
      return { kind: request.kind, spec: prepareLine(of('line'), request) } as const
    case 'map':
      return { kind: request.kind, spec: prepareMap(of('map'), request.latitude, request.longitude, request.by) } as const
    default:
      return null
  }
}
