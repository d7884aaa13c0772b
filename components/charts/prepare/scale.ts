import { formatNumber } from '@/lib/results/format'
import type { Axis } from './spec'

/** Least and greatest of the finite values; null where there is none. */
export function extent(values: Iterable<number | null>): [number, number] | null {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

/** A step of 1, 2 or 5 times a power of ten that cuts `span` into about `count` parts. */
export function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const lead = rough / power
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10)
}

/**
 * A domain whose ends are ticks, around the values, with about `count` steps.
 * One value alone gets room on both sides; no value gives 0 to 1.
 */
export function niceDomain(range: [number, number] | null, count = 5, withZero = false): { domain: [number, number]; ticks: number[] } {
  let [low, high] = range ?? [0, 1]
  if (withZero) {
    low = Math.min(0, low)
    high = Math.max(0, high)
  }
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) * 0.1
    low = withZero && low === 0 ? 0 : low - room
    high += room
  }
  const step = niceStep(high - low, count)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks: number[] = []
  for (let index = first; index <= last; index++) ticks.push(clean(index * step))
  return { domain: [ticks[0] as number, ticks[ticks.length - 1] as number], ticks }
}

/** An axis around `values`, in the units that its label says. */
export function axis(label: string, values: Iterable<number | null>, options: { count?: number; zero?: boolean; whole?: boolean } = {}): Axis {
  const nice = niceDomain(extent(values), options.count ?? 5, options.zero ?? false)
  const ticks = options.whole ? nice.ticks.filter(Number.isInteger) : nice.ticks
  return { label, domain: nice.domain, ticks, format: formatNumber }
}

/** The range with a margin of `share` of itself on both sides, so that no mark lies on the frame. */
export function withMargin(range: [number, number] | null, share = 0.03): [number, number] | null {
  if (!range) return null
  const margin = (range[1] - range[0]) * share
  return [range[0] - margin, range[1] + margin]
}

/** The axis of a share or score between 0 and 1. */
export function unitAxis(label: string): Axis {
  return { label, domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: formatNumber }
}

/** 0.30000000000000004 → 0.3. */
function clean(value: number): number {
  const rounded = Number(value.toPrecision(12))
  return rounded === 0 ? 0 : rounded
}
