'use client'

import { useId, useState } from 'react'
import { ChartCard } from './chart-card'
import type { Hovered } from './draw/layers'
import { HoverCard } from './hover-card'
import type { ContourSpec } from './prepare/run-contour'
import { useWidth } from './use-width'

const HEIGHT = 320
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 12, 24, 40]

/** A measure over two numbers as filled contours; the runs that they are made of are drawn on them. */
export function ContourChart({ spec, onOpen, className }: { spec: ContourSpec; onOpen?: (id: string) => void; className?: string }) {
  return (
    <ChartCard spec={spec} className={className} interactive={onOpen !== undefined}>
      <Surface spec={spec} onOpen={onOpen} />
    </ChartCard>
  )
}

function Surface({ spec, onOpen }: { spec: ContourSpec; onOpen: ((id: string) => void) | undefined }) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [hovered, setHovered] = useState<Hovered | null>(null)
  return (
    <div ref={ref} className="relative min-w-0" style={{ minHeight: HEIGHT }}>
      {width > 0 && <Drawing spec={spec} width={width} onHover={setHovered} onOpen={onOpen} />}
      <p className="pt-1 text-sm text-muted">
        Light: {spec.ends[0]}; dark: {spec.ends[1]}{spec.levels.length > 1 && `. Lines at ${spec.levels.slice(1).map(({ text }) => text).join(', ')}`}
      </p>
      <HoverCard hovered={hovered} width={width} />
    </div>
  )
}

interface DrawingProps {
  spec: ContourSpec
  width: number
  onHover: (hovered: Hovered | null) => void
  onOpen: ((id: string) => void) | undefined
}

function Drawing({ spec, width, onHover, onOpen }: DrawingProps) {
  const clip = useId()
  const [across, up] = [width - LEFT - RIGHT, HEIGHT - TOP - BOTTOM]
  const at = ([x, y]: readonly [number, number]) => [LEFT + x * across, TOP + (1 - y) * up] as const
  const path = (ring: readonly (readonly [number, number])[]) => `M${ring.map((place) => at(place).map((value) => value.toFixed(1)).join(' ')).join('L')}Z`
  return (
    <svg width={width} height={HEIGHT} fontSize={11} className="block tabular">
      <clipPath id={clip}>
        <path d={path(spec.hull)} />
      </clipPath>
      <text x={0} y={12} fill="var(--muted)">
        {spec.y.label}
      </text>
      {spec.y.ticks.map((tick) => (
        <g key={tick.at}>
          <line x1={LEFT} x2={LEFT + across} y1={at([0, tick.at])[1]} y2={at([0, tick.at])[1]} stroke="var(--line)" />
          <text x={LEFT - 6} y={at([0, tick.at])[1]} dy="0.35em" textAnchor="end" fill="var(--muted)">
            {tick.text}
          </text>
        </g>
      ))}
      {spec.x.ticks.map((tick) => (
        <g key={tick.at}>
          <line x1={at([tick.at, 0])[0]} x2={at([tick.at, 0])[0]} y1={TOP} y2={TOP + up} stroke="var(--line)" />
          <text x={at([tick.at, 0])[0]} y={TOP + up + 16} textAnchor="middle" fill="var(--muted)">
            {tick.text}
          </text>
        </g>
      ))}
      <text x={LEFT + across} y={HEIGHT - 6} textAnchor="end" fill="var(--muted)">
        {spec.x.label}
      </text>
      <g clipPath={`url(#${clip})`}>
        <path d={path(spec.hull)} fill="var(--surface)" />
        {spec.levels.map((level, index) => (
          // Each lies over the one before: the shades add up.
          <path key={level.from} d={level.polygons.flat().map(path).join('')} fillRule="evenodd" fill="var(--series-1)" fillOpacity={index === 0 ? 0.08 : 0.1} stroke={index === 0 ? 'none' : 'var(--series-1)'} strokeOpacity={0.55} strokeWidth={1} />
        ))}
      </g>
      <path d={path(spec.hull)} fill="none" stroke="var(--line-strong)" strokeDasharray="3 3" />
      {spec.points.map((point) => {
        const [x, y] = at([point.x, point.y])
        const open = onOpen && { role: 'link', tabIndex: 0, 'aria-label': `Open ${point.name}`, style: { cursor: 'pointer' }, onClick: () => onOpen(point.id), onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && onOpen(point.id) }
        return (
          <g key={point.id} className="group outline-none" onPointerEnter={() => onHover({ px: x, py: y, facts: point.facts })} onPointerLeave={() => onHover(null)} {...open}>
            <circle cx={x} cy={y} r={12} fill="transparent" data-export="no" />
            <circle cx={x} cy={y} r={point.best ? 5.5 : 4} fill={point.best ? 'var(--series-2)' : 'var(--fg)'} stroke="var(--surface)" strokeWidth={1.5} className="group-focus-visible:stroke-ring" />
            {point.best && (
              <text x={x} y={y - 9} textAnchor={point.x > 0.9 ? 'end' : point.x < 0.1 ? 'start' : 'middle'} fontWeight={600} fill="var(--fg)" stroke="var(--surface)" strokeWidth={3} paintOrder="stroke">
                best
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
