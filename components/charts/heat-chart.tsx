'use client'

import { ChartCard } from './chart-card'
import { pressable } from './draw/layers'
import type { HeatSpec } from './prepare/spec'
import { ScrollDrawing, type Drawn } from './scroll-drawing'

export interface HeatChartProps {
  spec: HeatSpec
  className?: string
  controls?: React.ReactNode
  /** A cell off the diagonal was pressed. */
  onPair?: (row: string, column: string) => void
}

/** A square of shaded cells: blue for positive values, orange for negative ones. */
export function HeatChart({ spec, className, controls, onPair }: HeatChartProps) {
  return (
    <ChartCard spec={spec} className={className} interactive controls={controls}>
      <HeatCells spec={spec} onPair={onPair} />
    </ChartCard>
  )
}

export function HeatCells({ spec, onPair }: Pick<HeatChartProps, 'spec' | 'onPair'>) {
  return (
    <ScrollDrawing label="Correlations, scroll where there are many" className="max-h-[560px]">
      {(width, onHover) => <Cells spec={spec} onPair={onPair} width={width} onHover={onHover} />}
    </ScrollDrawing>
  )
}

function Cells({ spec, onPair, width, onHover }: Pick<HeatChartProps, 'spec' | 'onPair'> & Drawn) {
  const longest = Math.max(...spec.columns.map((name) => name.length))
  const left = Math.min(150, 14 + longest * 6.2)
  const top = 12 + Math.min(96, longest * 4.6)
  const size = Math.max(34, Math.min(64, (width - left - 40) / spec.columns.length))
  const cut = (name: string, room: number) => (name.length * 6.2 > room ? `${name.slice(0, Math.max(1, Math.floor(room / 6.2) - 1))}…` : name)
  return (
    <svg width={left + spec.columns.length * size + 40} height={top + spec.columns.length * size} fontSize={11} className="tabular">
      {spec.columns.map((name, index) => (
        <g key={name} fill="var(--fg)">
          <text transform={`translate(${left + (index + 0.55) * size} ${top - 6}) rotate(-40)`}>
            <title>{name}</title>
            {cut(name, 120)}
          </text>
          <text x={left - 8} y={top + (index + 0.5) * size} dy="0.35em" textAnchor="end">
            <title>{name}</title>
            {cut(name, left - 12)}
          </text>
        </g>
      ))}
      {spec.cells.map((cell) => {
        const x = left + cell.column * size
        const y = top + cell.row * size
        const [row, column] = [spec.columns[cell.row]!, spec.columns[cell.column]!]
        const press = onPair && cell.row !== cell.column ? pressable(`${row} and ${column}, ${cell.text}: show their scatter`, () => onPair(row, column)) : {}
        return (
          <g key={`${cell.row} ${cell.column}`} className="group outline-none" {...press} onPointerEnter={() => onHover({ px: x + size, py: y, facts: cell.facts })} onPointerLeave={() => onHover(null)}>
            <rect x={x + 1} y={y + 1} width={size - 2} height={size - 2} rx={3} fill="var(--sunken)" />
            {cell.shade !== null && <rect x={x + 1} y={y + 1} width={size - 2} height={size - 2} rx={3} fill={cell.shade >= 0 ? 'var(--series-1)' : 'var(--series-2)'} fillOpacity={Math.abs(cell.shade) * 0.45} className="group-hover:stroke-fg group-focus-visible:stroke-ring group-focus-visible:stroke-2" />}
            <text x={x + size / 2} y={y + size / 2} dy="0.35em" textAnchor="middle" fill={cell.shade === null ? 'var(--muted)' : 'var(--fg)'} fontWeight={cell.row === cell.column ? 400 : 500}>
              {cell.text}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
