'use client'

import { lazy, useEffect, useMemo, useRef, useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ChartTableView } from '@/components/charts/chart-table-view'
import { Plot } from '@/components/charts/plot'
import type { Hovered } from '@/components/charts/draw/layers'
import type { TileChart } from './frames'

const LineDrawing = lazy(() => import('@/components/charts/draw/line-drawing'))
const BarDrawing = lazy(() => import('@/components/charts/draw/bar-drawing'))
const ScatterDrawing = lazy(() => import('@/components/charts/draw/scatter-drawing'))
const HistogramDrawing = lazy(() => import('@/components/charts/draw/histogram-drawing'))

/** A tile's chart in the room that the tile gives it, or the numbers behind it. */
export default function ChartBody({ chart, asTable, evidence }: { chart: TileChart; asTable: boolean; evidence: string | null }) {
  const { ref, height } = useHeight()
  const { spec } = chart
  if (asTable) {
    return (
      <div className="h-full overflow-auto">
        <ChartTableView table={spec.table} label={spec.title} />
      </div>
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Legend chart={chart} />
      <div ref={ref} role={chart.draw === 'bars' ? 'group' : 'img'} aria-label={spec.description} className={chart.draw === 'bars' ? 'min-h-0 flex-1 overflow-x-hidden overflow-y-auto' : 'min-h-0 flex-1 overflow-hidden'}>
        {height > 0 && (
          <Plot height={chart.draw === 'bars' ? 0 : height}>
            {(hovered, onHover, width) => <Drawing chart={chart} width={width} height={height} hovered={hovered} onHover={onHover} evidence={evidence} />}
          </Plot>
        )}
      </div>
    </div>
  )
}

interface DrawingProps {
  chart: TileChart
  width: number
  height: number
  hovered: Hovered | null
  onHover: (hovered: Hovered | null) => void
  evidence: string | null
}

function Drawing({ chart, width, height, hovered, onHover, evidence }: DrawingProps) {
  const router = useRouter()
  const open = (href: string | undefined) => href && router.push(href)
  const shown = useMemo(() => new Set(chart.draw === 'lines' ? chart.spec.series.map(({ name }) => name) : []), [chart])
  switch (chart.draw) {
    case 'lines':
      return <LineDrawing spec={chart.spec} shown={shown} height={height} hovered={hovered} onHover={onHover} onPress={(point) => open(point.href)} />
    case 'bars':
      return <BarDrawing spec={chart.spec} width={width} onHover={onHover} onOpen={open} />
    case 'scatter':
      return <ScatterDrawing spec={chart.spec} height={height} hovered={hovered} onHover={onHover} onPress={(point) => open(point.href)} />
    case 'days':
      return <HistogramDrawing spec={chart.spec} height={height} onHover={onHover} onPress={evidence === null ? undefined : () => open(evidence)} pressing="show the runs" />
  }
}

function Legend({ chart }: { chart: TileChart }) {
  if (chart.draw === 'lines') {
    return (
      <ul className="flex max-h-11 shrink-0 flex-wrap gap-x-3 overflow-y-auto text-sm">
        {chart.legend.map(({ name, colour, dash, href, live }) => (
          <li key={name} className="flex h-5 max-w-52 items-center gap-1.5">
            <svg aria-hidden width="14" height="8" className="shrink-0">
              <line x1="0" x2="14" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
            </svg>
            {href ? (
              <Link href={href} className="truncate hover:underline">
                {name}
              </Link>
            ) : (
              <span className="truncate">{name}</span>
            )}
            {live && <span title="Running" className="size-1.5 shrink-0 animate-pulse rounded-full bg-running motion-reduce:animate-none"><span className="sr-only">running</span></span>}
          </li>
        ))}
      </ul>
    )
  }
  if (chart.draw !== 'days' || chart.legend.length === 0) return null
  return (
    <ul className="flex shrink-0 flex-wrap gap-x-3 text-sm tabular">
      {chart.legend.map(({ name, colour, total }) => (
        <li key={name} className="flex h-5 items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-xs" style={{ background: colour }} />
          {name} <span className="text-muted">{total}</span>
        </li>
      ))}
    </ul>
  )
}

function useHeight(): { ref: React.RefObject<HTMLDivElement | null>; height: number } {
  const ref = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && setHeight(Math.floor(entry.contentRect.height)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, height }
}

