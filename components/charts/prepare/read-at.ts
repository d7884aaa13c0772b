import { formatNumber } from '@/lib/results/format'
import type { ReadLine } from './run-lines'

export interface Reading {
  line: ReadLine
  /** Where the value stands on the axis. */
  x: number
  y: number | null
  low: number | null
  high: number | null
  count: number
  text: string
}

/** The bucket that holds a place, or the nearest one; −1 where there is none. Places are sorted. */
export function bucketAt({ x, x1 }: Pick<ReadLine, 'x' | 'x1'>, at: number): number {
  let [low, high] = [0, x.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (x[middle]! <= at) low = middle
    else high = middle - 1
  }
  const next = low + 1
  const gap = at - (x1[low] ?? Infinity)
  return gap > 0 && next < x.length && x[next]! - at < gap ? next : x.length === 0 ? -1 : low
}

/** What each line says at a place. Of a bucket the mean, with the lowest and highest in it; of a group the mean and one deviation. */
export function readAt(lines: readonly ReadLine[], at: number): Reading[] {
  return lines.flatMap((line) => {
    const index = bucketAt(line, at)
    if (index < 0) return []
    const [y, low, high, count] = [line.y[index] ?? null, line.low[index] ?? null, line.high[index] ?? null, line.count[index] ?? 1]
    return [{ line, x: Math.min(Math.max(at, line.x[index]!), line.x1[index]!), y, low, high, count, text: readingText(line.counted, y, low, high, count) }]
  })
}

function readingText(counted: ReadLine['counted'], y: number | null, low: number | null, high: number | null, count: number): string {
  if (y === null) return 'not finite'
  if (counted === null || (count <= 1 && low === high)) return formatNumber(y)
  if (counted === 'runs') return high === y ? formatNumber(y) : `${formatNumber(y)} ± ${formatNumber(high! - y)}`
  return `${formatNumber(y)} (${formatNumber(low)} to ${formatNumber(high)})`
}
