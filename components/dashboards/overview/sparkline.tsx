import type { BestRun } from '@/lib/dashboards/overview-schema'

const width = 88
const height = 20

/** How the best has moved: a step at each run that was better than all before it. The numbers stand beside it. */
export function Sparkline({ records }: { records: BestRun['records'] }) {
  if (records.length < 2) return <span aria-hidden className="inline-block" style={{ width, height }} />
  const [first, last] = [records[0]!.at, records.at(-1)!.at]
  const values = records.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (at: number) => 2 + ((at - first) / Math.max(1, last - first)) * (width - 4)
  const y = (value: number) => height - 3 - ((value - low) / (high - low || 1)) * (height - 6)
  const path = records.map(({ at, value }, index) => (index === 0 ? `M${x(at)},${y(value)}` : `H${x(at)}V${y(value)}`)).join('')
  return (
    <svg aria-hidden width={width} height={height} className="shrink-0">
      <path d={path} fill="none" stroke="var(--series-1)" strokeWidth={1.5} />
      <circle cx={x(last)} cy={y(values.at(-1)!)} r={2.5} fill="var(--series-1)" />
    </svg>
  )
}
