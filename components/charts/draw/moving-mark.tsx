'use client'

import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import { useStore, type Store } from '@/components/pipelines/draft/store'

export interface MarkAt {
  x: number
  /** Null draws an upright line alone. */
  y: number | null
}

/** A mark over a drawing that moves without the drawing being made again. */
export default function MovingMark({ store, at }: { store: Store<number>; at: (value: number) => MarkAt | null }) {
  const x = useXAxisScale()
  const y = useYAxisScale()
  const area = usePlotArea()
  const mark = at(useStore(store))
  if (!x || !y || !area || !mark) return null
  const px = x(mark.x) ?? 0
  if (mark.y === null) return <line x1={px} x2={px} y1={area.y} y2={area.y + area.height} stroke="var(--fg)" strokeWidth={1.5} pointerEvents="none" />
  const py = y(mark.y) ?? 0
  return (
    <g pointerEvents="none">
      <path d={`M${area.x} ${py}H${px}M${px} ${py}V${area.y + area.height}`} stroke="var(--fg)" strokeOpacity={0.35} strokeDasharray="2 3" fill="none" />
      <circle cx={px} cy={py} r={5} fill="var(--fg)" stroke="var(--surface)" strokeWidth={2} />
    </g>
  )
}
