'use client'

import { nameRoom, shortNames } from '../prepare/short-names'
import type { BoxSpec } from '../prepare/spec'
import type { ShowRows } from '../show-rows'
import { pressable, type Hovered } from './layers'

export const boxBand = 34
const TOP = 6
const FOOT = 40

export function boxesHeight(count: number): number {
  return count * boxBand + TOP + FOOT
}

export interface BoxDrawingProps {
  spec: BoxSpec
  width: number
  onHover: (hovered: Hovered | null) => void
  onPress?: ShowRows | undefined
}

/** Horizontal boxes under each other on one scale. */
export default function BoxDrawing({ spec, width, onHover, onPress }: BoxDrawingProps) {
  const labels = spec.boxes.map((box) => box.label)
  const names = nameRoom(labels, width)
  const short = shortNames(labels, names - 10)
  const height = boxesHeight(spec.boxes.length)
  const [low, high] = spec.x.domain
  const right = width - 14
  const x = (value: number) => names + ((value - low) / (high - low)) * (right - names)
  return (
    <svg width={width} height={height} className="tabular">
      {spec.x.ticks.map((value) => (
        <g key={value}>
          <line x1={x(value)} x2={x(value)} y1={TOP} y2={height - FOOT} stroke="var(--line)" />
          <text x={x(value)} y={height - FOOT + 16} textAnchor="middle" fontSize={11} fill="var(--muted)">
            {spec.x.format(value)}
          </text>
        </g>
      ))}
      <text x={right} y={height - 6} textAnchor="end" fontSize={11} fill="var(--muted)">
        {spec.x.label}
      </text>
      {spec.boxes.map((box, index) => {
        const middle = TOP + index * boxBand + boxBand / 2
        const press = onPress && box.rows ? pressable(`${box.label}, ${box.facts.map((fact) => `${fact.label} ${fact.value}`).join(', ')}: show the rows`, () => onPress(box.rows!)) : {}
        return (
          <g key={index} className="group outline-none" {...press} onPointerEnter={() => onHover({ px: x(box.q3), py: middle - 12, title: box.label, facts: box.facts })} onPointerLeave={() => onHover(null)}>
            <text x={names - 10} y={middle} dy="0.35em" textAnchor="end" fontSize={11} fill="var(--fg)">
              <title>{box.label}</title>
              {short[index]}
            </text>
            <path d={`M${x(box.low)} ${middle}H${x(box.q1)}M${x(box.q3)} ${middle}H${x(box.high)}M${x(box.low)} ${middle - 5}v10M${x(box.high)} ${middle - 5}v10`} stroke="var(--fg)" fill="none" />
            <rect x={x(box.q1)} y={middle - 9} width={Math.max(1, x(box.q3) - x(box.q1))} height={18} rx={2} fill="var(--series-1)" fillOpacity={0.35} stroke="var(--series-1)" className="group-hover:fill-opacity-50" />
            <line x1={x(box.median)} x2={x(box.median)} y1={middle - 9} y2={middle + 9} stroke="var(--fg)" strokeWidth={2} />
            <circle cx={x(box.mean)} cy={middle} r={2.5} fill="var(--surface)" stroke="var(--fg)" />
            <path d={box.outliers.map((value) => `M${x(value).toFixed(1)} ${middle}h0`).join('')} stroke="var(--series-2)" strokeWidth={4} strokeLinecap="round" strokeOpacity={0.7} fill="none" />
            <rect x={0} y={middle - boxBand / 2} width={width} height={boxBand} fill="transparent" className="group-focus-visible:stroke-ring group-focus-visible:stroke-2" data-export="no" />
          </g>
        )
      })}
    </svg>
  )
}
