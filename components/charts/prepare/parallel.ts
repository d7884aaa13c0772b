import { formatNumber, NO_VALUE } from '@/lib/results/format'
import { niceDomain, extent } from './scale'
import type { Fact, Frame } from './spec'

export interface ParallelAxis {
  name: string
  /** Marks on the axis; `place` runs from 0 at its foot to 1. */
  ticks: { place: number; label: string }[]
}

export interface ParallelLine {
  id: string
  name: string
  /** By axis, from 0 to 1; null where there is no value: the line has a gap. */
  places: (number | null)[]
  /** From 0, the worst, to 1, the best; null where it is not known. */
  shade: number | null
  facts: Fact[]
  /** The one to look at first. */
  best?: boolean
}

export interface ParallelSpec extends Frame {
  axes: ParallelAxis[]
  lines: ParallelLine[]
}

export type ParallelValue = number | string | boolean | null | undefined

export interface ParallelColumn {
  name: string
  values: readonly ParallelValue[]
  /** A logarithmic axis, where all values are above 0. */
  log?: boolean
  /** The greatest value stands at the foot, where less is better. */
  flipped?: boolean
}

const MOST_WORDS = 12

/** One axis and where each value lies on it: numbers by size, anything else by its own mark. */
export function parallelAxis({ values, log, flipped, name }: ParallelColumn): { axis: ParallelAxis; places: (number | null)[] } {
  const present = values.filter((value) => value !== null && value !== undefined && !(typeof value === 'number' && Number.isNaN(value)))
  const made = present.every((value) => typeof value === 'number') ? numeric(values as (number | null)[], log === true) : worded(values)
  const turn = (place: number) => (flipped ? 1 - place : place)
  return {
    axis: { name, ticks: made.ticks.map(({ place, label }) => ({ place: turn(place), label })) },
    places: made.places.map((place) => (place === null ? null : turn(place))),
  }
}

function numeric(values: readonly (number | null | undefined)[], log: boolean): { ticks: ParallelAxis['ticks']; places: (number | null)[] } {
  const finite = values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null))
  const range = extent(finite)
  if (log && range && range[0] > 0 && range[1] > range[0]) {
    const [low, high] = [Math.log10(range[0]), Math.log10(range[1])]
    const share = (value: number) => (Math.log10(value) - low) / (high - low)
    const powers = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, index) => 10 ** (Math.ceil(low) + index))
    const marks = powers.length >= 2 ? powers : [range[0], range[1]]
    return { ticks: marks.map((value) => ({ place: share(value), label: formatNumber(value) })), places: finite.map((value) => (value === null ? null : share(value))) }
  }
  const { domain, ticks } = niceDomain(range, 5)
  const share = (value: number) => (value - domain[0]) / (domain[1] - domain[0])
  return { ticks: ticks.map((value) => ({ place: share(value), label: formatNumber(value) })), places: finite.map((value) => (value === null ? null : share(value))) }
}

function worded(values: readonly ParallelValue[]): { ticks: ParallelAxis['ticks']; places: (number | null)[] } {
  const words = [...new Set(values.flatMap((value) => (value === null || value === undefined ? [] : [String(value)])))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const place = (word: string) => (words.length === 1 ? 0.5 : words.indexOf(word) / (words.length - 1))
  const every = Math.ceil(words.length / MOST_WORDS)
  return {
    ticks: words.filter((_, index) => index % every === 0).map((word) => ({ place: place(word), label: word })),
    places: values.map((value) => (value === null || value === undefined ? null : place(String(value)))),
  }
}

/** A value in words. */
export function parallelText(value: ParallelValue): string {
  if (value === null || value === undefined) return NO_VALUE
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/** From and to on each brushed axis, by its place. */
export type Brushes = ReadonlyMap<number, readonly [number, number]>

/** Whether a line passes through every brush. */
export function passes(line: Pick<ParallelLine, 'places'>, brushes: Brushes): boolean {
  for (const [axis, [from, to]] of brushes) {
    const place = line.places[axis]
    if (place === null || place === undefined || place < from - 1e-9 || place > to + 1e-9) return false
  }
  return true
}
