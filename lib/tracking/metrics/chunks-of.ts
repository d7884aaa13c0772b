import type { Chunk } from '@/db/queries/series-chunks'
import { compareWhole } from '@/db/queries/tracking/point-spans'

export interface Points {
  /** Whole numbers as text. */
  steps: readonly string[]
  instants: readonly string[]
  values: readonly number[]
}

/** Chunks of `size` points each, the first of them the `ordinal`th of its series. Points lie in the order of their key; a rest at the end is left out. */
export function chunksOf(points: Points, size: number, ordinal: number): Chunk[] {
  return Array.from({ length: Math.floor(points.values.length / size) }, (_, index) => chunkOf(points, index * size, size, ordinal + index))
}

function chunkOf({ steps, instants, values }: Points, from: number, size: number, ordinal: number): Chunk {
  const last = from + size - 1
  const counts = { finite: 0, nans: 0, ups: 0, downs: 0 }
  let sum = 0
  let [lowest, highest, odd, earliest, latest] = [-1, -1, -1, from, from]
  for (let at = from; at <= last; at++) {
    if (compareWhole(instants[at]!, instants[earliest]!) < 0) earliest = at
    if (compareWhole(instants[at]!, instants[latest]!) > 0) latest = at
    const value = values[at]!
    if (Number.isFinite(value)) {
      counts.finite++
      sum += value
      if (lowest < 0 || value < values[lowest]!) lowest = at
      if (highest < 0 || value > values[highest]!) highest = at
    } else {
      counts[Number.isNaN(value) ? 'nans' : value > 0 ? 'ups' : 'downs']++
      if (odd < 0) odd = at
    }
  }
  const [step, instant] = [(at: number) => steps[at] ?? null, (at: number) => instants[at] ?? null]
  return {
    ordinal, firstStep: steps[from]!, lastStep: steps[last]!, lastMs: instants[last]!, lastValue: values[last]!, minMs: instants[earliest]!, maxMs: instants[latest]!,
    lowest: values[lowest] ?? null, lowestStep: step(lowest), lowestMs: instant(lowest), highest: values[highest] ?? null, highestStep: step(highest), highestMs: instant(highest),
    sum, ...counts, oddStep: step(odd), oddMs: instant(odd),
  }
}
