'use client'

import { ChartCard } from './chart-card'
import { pressable } from './draw/layers'
import { KeyList, legendOf } from './key-list'
import type { MatrixSpec } from './prepare/spec'
import { useWidth } from './use-width'

const GAP = 6
const FOOT = 18
const SIDE = 44

export interface MatrixChartProps {
  spec: MatrixSpec
  /** A small drawing was pressed. */
  onPair?: (x: string, y: string) => void
}

/** Small scatters below the diagonal, distributions on it, correlations above it. */
export function MatrixChart({ spec, onPair }: MatrixChartProps) {
  return (
    <ChartCard spec={spec} interactive legend={legendOf(spec.groups)} controls={<KeyList keys={spec.groups} />}>
      <Matrix spec={spec} onPair={onPair} />
    </ChartCard>
  )
}

export function Matrix({ spec, onPair }: MatrixChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const count = spec.columns.length
  const size = Math.max(64, Math.min(190, (width - SIDE) / count))
  const colours = spec.groups?.map((group) => group.colour) ?? ['var(--series-1)']
  const inner = size - GAP
  const place = (index: number, value: number) => {
    const [low, high] = spec.axes[index]!.domain
    return ((value - low) / (high - low)) * inner
  }
  const cut = (name: string) => (name.length * 6.2 > inner - 8 ? `${name.slice(0, Math.max(1, Math.floor((inner - 8) / 6.2) - 1))}…` : name)
  return (
    <div ref={ref} tabIndex={0} role="group" aria-label="Scatter matrix, scrolls where it is wide" className="min-w-0 overflow-x-auto">
      {width > 0 && (
        <svg width={SIDE + count * size} height={count * size + FOOT} fontSize={11}>
          {spec.columns.map((yName, row) =>
            spec.columns.map((xName, column) => {
              const press = onPair && row !== column ? pressable(`${xName} and ${yName}: show their scatter`, () => onPair(xName, yName)) : {}
              return (
                <g key={`${row} ${column}`} transform={`translate(${SIDE + column * size} ${row * size})`} className="group outline-none" {...press}>
                  <rect width={inner} height={inner} fill="var(--surface)" stroke="var(--line)" className="group-hover:stroke-line-strong group-focus-visible:stroke-ring group-focus-visible:stroke-2" />
                  {row === column && spec.histograms[row]!.map((bin) => <rect key={bin.from} x={place(row, bin.from)} y={inner - bin.height * (inner - 22)} width={Math.max(1, place(row, bin.to) - place(row, bin.from) - 0.5)} height={bin.height * (inner - 22)} fill="var(--muted)" fillOpacity={0.4} />)}
                  {row === column && (
                    <text x={4} y={14} fontWeight={600} fill="var(--fg)">
                      <title>{xName}</title>
                      {cut(xName)}
                    </text>
                  )}
                  {row > column && colours.map((colour, group) => <path key={group} d={dots(spec, column, row, group, place, inner)} stroke={colour} strokeWidth={3} strokeLinecap="round" strokeOpacity={0.5} fill="none" />)}
                  {row < column && (
                    <text x={inner / 2} y={inner / 2} dy="0.35em" textAnchor="middle" fontSize={15} fill="var(--fg)" className="tabular">
                      {spec.r[row]![column]}
                    </text>
                  )}
                </g>
              )
            }),
          )}
          {spec.axes.map((axis, index) => (
            <g key={axis.label} fill="var(--muted)" fontSize={10} className="tabular">
              {fitting(axis, inner).map((value) => (
                <text key={`x${value}`} x={SIDE + index * size + place(index, value)} y={count * size + 8} textAnchor="middle">
                  {axis.format(value)}
                </text>
              ))}
              {index > 0 &&
                axis.ticks.slice(1, -1).map((value) => (
                  <text key={`y${value}`} x={SIDE - 4} y={index * size + inner - place(index, value)} dy="0.35em" textAnchor="end">
                    {axis.format(value)}
                  </text>
                ))}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

/** Ticks between the ends; where they would run into each other, the middle one alone. */
function fitting({ ticks, format }: MatrixSpec['axes'][number], room: number): number[] {
  const between = ticks.slice(1, -1)
  const wanted = between.reduce((sum, tick) => sum + format(tick).length * 6 + 8, 0)
  return wanted <= room ? between : between.slice(Math.floor(between.length / 2), Math.floor(between.length / 2) + 1)
}

function dots(spec: MatrixSpec, x: number, y: number, group: number, place: (index: number, value: number) => number, inner: number): string {
  return spec.points
    .filter((point) => point.group === group)
    .map((point) => `M${place(x, point.values[x]!).toFixed(1)} ${(inner - place(y, point.values[y]!)).toFixed(1)}h0`)
    .join('')
}
