'use client'

import { ChartCard } from './chart-card'
import { pressable } from './draw/layers'
import type { ConfusionSpec } from './prepare/spec'
import { ScrollDrawing, type Drawn } from './scroll-drawing'

const GAP = 2

/** Actual classes down, predicted across. Wide ones scroll inside the card. */
export function ConfusionMatrix({ spec, className, onCell }: { spec: ConfusionSpec; className?: string; /** A cell with rows was pressed: the labels. */ onCell?: ((actual: string, predicted: string) => void) | undefined }) {
  return (
    <ChartCard spec={spec} className={className} interactive={onCell !== undefined}>
      <ScrollDrawing label="Matrix, scrolls where it is large" className="max-h-[420px]">
        {(width, onHover) => <Cells spec={spec} onCell={onCell} width={width} onHover={onHover} />}
      </ScrollDrawing>
    </ChartCard>
  )
}

function Cells({ spec, onCell, width, onHover }: { spec: ConfusionSpec; onCell: ((actual: string, predicted: string) => void) | undefined } & Drawn) {
  const count = spec.classes.length
  const longest = Math.max(...spec.classes.map((name) => name.length))
  const small = count > 12
  const left = Math.min(140, 28 + longest * 6.6)
  const top = small ? 40 + Math.min(90, longest * 5) : 40
  const cell = { width: Math.max(small ? 34 : 56, Math.min(160, (width - left) / count)), height: small ? 26 : Math.max(44, Math.min(64, 240 / count)) }
  const cut = (name: string, room: number) => (name.length * 6.6 > room ? `${name.slice(0, Math.max(1, Math.floor(room / 6.6) - 1))}…` : name)
  return (
    <svg width={left + count * cell.width} height={top + count * cell.height} fontSize={12} className="tabular">
      <text x={left} y={12} fill="var(--muted)" fontSize={11}>
        {spec.sides?.across ?? `Predicted ${spec.target}`}
      </text>
      <text x={0} y={top - 8} fill="var(--muted)" fontSize={11}>
        {spec.sides?.down ?? 'Actual'}
      </text>
      {spec.classes.map((name, index) => (
        <g key={name} fill="var(--fg)">
          <text {...(small ? { transform: `translate(${left + (index + 0.6) * cell.width} ${top - 6}) rotate(-55)` } : { x: left + (index + 0.5) * cell.width, y: top - 8, textAnchor: 'middle' })} fontSize={11}>
            <title>{name}</title>
            {cut(name, small ? 110 : cell.width - 4)}
          </text>
          <text x={left - 8} y={top + (index + 0.5) * cell.height} dy="0.35em" textAnchor="end" fontSize={11}>
            <title>{name}</title>
            {cut(name, left - 10)}
          </text>
        </g>
      ))}
      {spec.cells.map((entry) => {
        const x = left + entry.predicted * cell.width
        const y = top + entry.actual * cell.height
        const [actual, predicted] = [spec.classes[entry.actual]!, spec.classes[entry.predicted]!]
        const press = onCell && entry.count > 0 ? pressable(spec.sides ? `${entry.text} that are ${actual} to ${spec.sides.down} and ${predicted} to ${spec.sides.across}: show them` : `${entry.text} rows that are ${actual}, predicted ${predicted}: show them`, () => onCell(actual, predicted)) : {}
        return (
          <g key={`${entry.actual} ${entry.predicted}`} className="group outline-none" {...press} onPointerEnter={() => onHover({ px: x + cell.width / 2, py: y + cell.height / 2, facts: entry.facts })} onPointerLeave={() => onHover(null)}>
            <rect x={x + GAP / 2} y={y + GAP / 2} width={cell.width - GAP} height={cell.height - GAP} rx={3} fill="var(--sunken)" />
            {/* The text stays the page's own colour: the shade never goes beyond where it reads. */}
            <rect x={x + GAP / 2} y={y + GAP / 2} width={cell.width - GAP} height={cell.height - GAP} rx={3} fill={entry.right ? 'var(--series-1)' : 'var(--series-2)'} fillOpacity={entry.shade * 0.42} className={onCell && 'group-hover:stroke-fg group-focus-visible:stroke-ring group-focus-visible:stroke-2'} />
            {(entry.count > 0 || !small) && (
              <text x={x + cell.width / 2} y={y + cell.height / 2 - (small ? 0 : 3)} dy={small ? '0.35em' : undefined} textAnchor="middle" fontSize={small ? 10 : 13} fontWeight={entry.right ? 600 : 400} fill={entry.count > 0 ? 'var(--fg)' : 'var(--faint)'}>
                {entry.text}
              </text>
            )}
            {!small && (
              <text x={x + cell.width / 2} y={y + cell.height / 2 + 12} textAnchor="middle" fontSize={10.5} fill={entry.count > 0 ? 'var(--fg)' : 'var(--faint)'}>
                {entry.percent}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
