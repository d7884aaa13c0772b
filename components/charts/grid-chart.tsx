'use client'

import { useState } from 'react'
import { ChartCard } from './chart-card'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import type { GridSpec } from './prepare/run-grid'
import { useWidth } from './use-width'

/** Cells of a measure over two dimensions. Shade, number and count each say it. */
export function GridChart({ spec, className }: { spec: GridSpec; className?: string }) {
  return (
    <ChartCard spec={spec} className={className}>
      <Cells spec={spec} />
    </ChartCard>
  )
}

const short = (text: string, room: number) => (text.length * 6.2 > room ? `${text.slice(0, Math.max(1, Math.floor(room / 6.2) - 1))}…` : text)

function Cells({ spec }: { spec: GridSpec }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, setHovered] = useState<Hovered | null>(null)
  const left = Math.min(130, 16 + Math.max(...spec.rows.map((label) => label.length), 3) * 6.2)
  const cell = { width: Math.max(52, Math.min(120, (width - left - 4) / spec.columns.length)), height: 40 }
  const [top, foot] = [20, 40]
  const bottom = top + spec.rows.length * cell.height
  return (
    <div ref={ref} className="relative min-w-0">
      <div className="overflow-x-auto">
        {width > 0 && (
          <svg width={left + spec.columns.length * cell.width + 4} height={bottom + foot} fontSize={11} className="block tabular">
            <text x={0} y={12} fill="var(--muted)">
              {spec.yLabel}
            </text>
            {spec.rows.map((label, row) => (
              <text key={label} x={left - 8} y={top + (row + 0.5) * cell.height} dy="0.35em" textAnchor="end" fill="var(--fg)">
                <title>{label}</title>
                {short(label, left - 12)}
              </text>
            ))}
            {spec.columns.map((label, column) => (
              <text key={label} x={left + (column + 0.5) * cell.width} y={bottom + 15} textAnchor="middle" fill="var(--fg)">
                <title>{label}</title>
                {short(label, cell.width - 4)}
              </text>
            ))}
            <text x={left + spec.columns.length * cell.width} y={bottom + 33} textAnchor="end" fill="var(--muted)">
              {spec.xLabel}
            </text>
            {spec.rows.flatMap((_, row) => spec.columns.map((__, column) => <rect key={`${row} ${column}`} x={left + column * cell.width + 1} y={top + row * cell.height + 1} width={cell.width - 2} height={cell.height - 2} rx={3} fill="var(--sunken)" />))}
            {spec.cells.map(({ row, column, shade, text, count, best, facts }) => {
              const [x, y] = [left + column * cell.width, top + row * cell.height]
              return (
                <g key={`${row} ${column}`} onPointerEnter={() => setHovered({ px: x + cell.width / 2, py: y, facts })} onPointerLeave={() => setHovered(null)}>
                  <rect x={x + 1} y={y + 1} width={cell.width - 2} height={cell.height - 2} rx={3} fill="var(--series-1)" fillOpacity={0.06 + shade * 0.38} stroke={best ? 'var(--series-2)' : 'none'} strokeWidth={best ? 2 : 0} />
                  <text x={x + cell.width / 2} y={y + 17} textAnchor="middle" fontSize={12} fontWeight={best ? 700 : 500} fill="var(--fg)">
                    {text}
                  </text>
                  <text x={x + cell.width / 2} y={y + 31} textAnchor="middle" fontSize={10} fill="var(--fg)">
                    {best ? `best, ${count}` : count}
                  </text>
                </g>
              )
            })}
          </svg>
        )}
      </div>
      <p className="pt-1 text-sm text-muted">Light: {spec.ends[0]}; dark: {spec.ends[1]}</p>
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}
