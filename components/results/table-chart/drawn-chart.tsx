'use client'

import { useMemo } from 'react'
import { BarChart } from '@/components/charts/bar-chart'
import { BoxChart } from '@/components/charts/box-chart'
import { HeatChart } from '@/components/charts/heat-chart'
import { HistogramChart } from '@/components/charts/histogram-chart'
import { LineChart } from '@/components/charts/line-chart'
import { MapChart } from '@/components/charts/map-chart'
import { MatrixChart } from '@/components/charts/matrix-chart'
import { prepareBox, prepareCounts, prepareHistogram } from '@/components/charts/prepare/distribution'
import { prepareLine } from '@/components/charts/prepare/line'
import { prepareCorrelation, prepareMap, prepareMatrix, prepareScatter } from '@/components/charts/prepare/relation'
import { ScatterChart } from '@/components/charts/scatter-chart'
import type { ShowRows } from '@/components/charts/show-rows'
import type { ChartRequest } from '@/lib/data/chart-query'
import type { ChartAnswer, ChartAnswers } from '@/lib/duckdb/ops/chart/types'

export interface DrawnChartProps {
  request: ChartRequest
  answer: ChartAnswer
  onRows: ShowRows
  /** A pair of columns was pressed. */
  onPair: (x: string, y: string) => void
}

/** The answer to a question about a table, drawn. */
export function DrawnChart({ request, answer, onRows, onPair }: DrawnChartProps) {
  const chart = useMemo(() => prepared(request, answer), [request, answer])
  switch (chart?.kind) {
    case 'histogram':
      return <HistogramChart spec={chart.spec} onRows={onRows} />
    case 'counts':
      return <BarChart spec={chart.spec} onRows={onRows} />
    case 'box':
      return <BoxChart spec={chart.spec} onRows={onRows} />
    case 'scatter':
      return <ScatterChart spec={chart.spec} height={420} />
    case 'matrix':
      return <MatrixChart spec={chart.spec} onPair={onPair} />
    case 'correlation':
      return <HeatChart spec={chart.spec} onPair={onPair} />
    case 'line':
      return <LineChart spec={chart.spec} onRows={onRows} />
    case 'map':
      return <MapChart spec={chart.spec} />
    default:
      return null
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
