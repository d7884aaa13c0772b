import type { Domain, Space, SweepValue, SweepValues } from './schema'

/*
 * The values that a sweep may try. Everything here is a function of the space, a seed and a trial's number, so that a studio
 * that starts again goes on with the very values that it would have tried.
 */

type Range = Exclude<Domain, { values: unknown }>

export const isListed = (domain: Domain): domain is Extract<Domain, { values: unknown }> => 'values' in domain

/** The values that a grid takes of a domain. */
export function gridValues(domain: Domain): SweepValue[] {
  if (isListed(domain)) return [...new Set(domain.values)]
  const { points } = domain
  const values = Array.from({ length: points }, (_, index) => at(domain, index / (points - 1)))
  return [...new Set(values)]
}

/** How many combinations a grid has. */
export function gridSize(space: Space): number {
  return Object.values(space).reduce((product, domain) => product * gridValues(domain).length, 1)
}

/** The combination at a place of the grid, from 0; the last parameter changes fastest. */
export function gridAt(space: Space, place: number): SweepValues {
  const values: SweepValues = {}
  let rest = place
  for (const [name, domain] of Object.entries(space).reverse()) {
    const own = gridValues(domain)
    values[name] = own[rest % own.length]!
    rest = Math.floor(rest / own.length)
  }
  return inOrder(space, values)
}

/** How many different combinations there are; Infinity where a parameter is continuous. */
export function countCombinations(space: Space): number {
  return Object.values(space).reduce((product, domain) => product * countValues(domain), 1)
}

function countValues(domain: Domain): number {
  if (isListed(domain)) return new Set(domain.values).size
  if (domain.min === domain.max) return 1
  return domain.whole ? Math.floor(domain.max) - Math.ceil(domain.min) + 1 : Infinity
}

/** Values at random: the same for the same seed and number. */
export function sampleAt(space: Space, seed: number, number: number): SweepValues {
  const random = generator(seed, number)
  return Object.fromEntries(Object.entries(space).map(([name, domain]) => [name, sample(domain, random())]))
}

function sample(domain: Domain, share: number): SweepValue {
  if (isListed(domain)) return domain.values[Math.min(domain.values.length - 1, Math.floor(share * domain.values.length))]!
  if (!domain.whole) return at(domain, share)
  // Each whole number is as likely as its neighbours, also those at the ends.
  const wide = domain.scale === 'log' ? { ...domain, whole: false, min: domain.min, max: domain.max + 1 } : { ...domain, whole: false, max: domain.max + 1 }
  return Math.min(Math.floor(domain.max), Math.max(Math.ceil(domain.min), Math.floor(at(wide, share))))
}

function at(domain: Range, share: number): number {
  const { min, max, scale } = domain
  const value = scale === 'log' ? Math.exp(Math.log(min) + share * (Math.log(max) - Math.log(min))) : min + share * (max - min)
  if (domain.whole) return Math.round(value)
  // Twelve digits: no 0.30000000000000004, and never beyond an end.
  return Math.min(max, Math.max(min, Number(value.toPrecision(12))))
}

/** Where a value lies in its domain, from 0 to 1; null where it is not in it. */
export function placeOf(domain: Domain, value: SweepValue | undefined): number | null {
  if (value === undefined) return null
  if (isListed(domain)) {
    const place = domain.values.indexOf(value)
    return place < 0 ? null : domain.values.length === 1 ? 0.5 : place / (domain.values.length - 1)
  }
  const { min, max, scale } = domain
  if (typeof value !== 'number' || value < min || value > max) return null
  if (min === max) return 0.5
  return scale === 'log' ? (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min)) : (value - min) / (max - min)
}

/** True where every parameter has a value of its domain. */
export function lies(space: Space, values: SweepValues): boolean {
  return Object.entries(space).every(([name, domain]) => placeOf(domain, values[name]) !== null && (isListed(domain) || !domain.whole || Number.isInteger(values[name])))
}

/** Equal for equal values, in whatever order they stand. */
export function keyOf(values: SweepValues): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function inOrder(space: Space, values: SweepValues): SweepValues {
  return Object.fromEntries(Object.keys(space).map((name) => [name, values[name]!]))
}

/** Numbers from 0 to below 1: "mulberry32", seeded by both numbers. */
export function generator(seed: number, number: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
