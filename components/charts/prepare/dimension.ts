import { formatNumber } from '@/lib/results/format'
import { withMargin, extent, niceDomain } from './scale'
import type { Axis } from './spec'

/** A parameter, tag or metric with its value in each run: numbers where all are, else words. */
export type Dimension = { name: string; label: string } & ({ kind: 'number'; values: (number | null)[] } | { kind: 'word'; values: (string | null)[] })

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A value is a number where every run that has one has a number. */
export function dimension(name: string, label: string, given: readonly (string | number | null | undefined)[]): Dimension {
  const present = given.filter((value) => value !== null && value !== undefined)
  const all = present.every((value) => (typeof value === 'number' ? Number.isFinite(value) : numeric.test(value.trim()) || ['NaN', 'Infinity', '-Infinity'].includes(value)))
  if (!all) return { name, label, kind: 'word', values: given.map((value) => (value === null || value === undefined ? null : String(value))) }
  return { name, label, kind: 'number', values: given.map((value) => (value === null || value === undefined || !Number.isFinite(Number(value)) ? null : Number(value))) }
}

/** The different words of a dimension in order; numbers by size. */
export function wordsOf({ values }: Dimension): string[] {
  return [...new Set((values as (string | number | null)[]).flatMap((value) => (value === null ? [] : [String(value)])))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** An axis over a dimension, and where each run lies on it: words stand side by side. */
export function dimensionAxis(of: Dimension): { axis: Axis; places: (number | null)[] } {
  if (of.kind === 'number') return { axis: { label: of.label, ...niceDomain(withMargin(extent(of.values))), format: formatNumber }, places: of.values }
  const words = wordsOf(of)
  const every = Math.ceil(words.length / 12)
  const short = (word: string) => (word.length > 14 ? `${word.slice(0, 13)}…` : word)
  return {
    axis: { label: of.label, domain: [-0.5, Math.max(0.5, words.length - 0.5)], ticks: words.map((_, index) => index).filter((index) => index % every === 0), format: (value) => short(words[value] ?? '') },
    places: of.values.map((value) => (value === null ? null : words.indexOf(value))),
  }
}

export const valueText = (of: Dimension, index: number): string => {
  const value = of.values[index]
  return value === null || value === undefined ? '–' : typeof value === 'number' ? formatNumber(value) : value
}

/** Number or word of each run, as other charts take it. */
export const plain = (of: Dimension): (number | string | null)[] => of.values
