/**
 * What raters said of units: one row a unit, one entry a rater, in any nominal category; null where a rater said nothing of it.
 * Each number is null where the data cannot give it.
 */
export type Ratings<T = string> = readonly (readonly (T | null)[])[]

const said = <T>(unit: readonly (T | null)[]): T[] => unit.filter((value): value is T => value !== null)
const pairs = (count: number) => (count * (count - 1)) / 2

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Share of the pairs of ratings of a same unit that are equal, 0 to 1. */
export function percentAgreement<T>(ratings: Ratings<T>): number | null {
  let [equal, all] = [0, 0]
  for (const unit of ratings) {
    const values = said(unit)
    all += pairs(values.length)
    for (const count of tally(values).values()) equal += pairs(count)
  }
  return all === 0 ? null : equal / all
}

/**
 * Cohen's kappa of two raters over the units that both rated: −1 to 1, 0 as by chance (Cohen 1960). 1 where both always gave one and the
 * same category, for which chance leaves nothing to divide by.
 */
export function cohenKappa<T>(first: readonly (T | null)[], second: readonly (T | null)[]): number | null {
  const both = first.flatMap((a, at) => (a === null || second[at] === null || second[at] === undefined ? [] : [[a, second[at]] as [T, T]]))
  if (both.length === 0) return null
  const observed = both.filter(([a, b]) => a === b).length / both.length
  const [left, right] = [tally(both.map(([a]) => a)), tally(both.map(([, b]) => b))]
  const expected = [...left].reduce((sum, [category, count]) => sum + (count * (right.get(category) ?? 0)) / both.length ** 2, 0)
  return expected === 1 ? 1 : (observed - expected) / (1 - expected)
}

/** Fleiss' kappa (1971) over the units that have as many ratings as most units have; it is defined for an equal number of them alone. */
export function fleissKappa<T>(ratings: Ratings<T>): { kappa: number; units: number; raters: number } | null {
  const rated = ratings.map(said).filter((values) => values.length >= 2)
  const [most] = [...tally(rated.map(({ length }) => length))].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  if (!most) return null
  const [raters] = most
  const units = rated.filter(({ length }) => length === raters)
  const observed = units.reduce((sum, values) => sum + [...tally(values).values()].reduce((equal, count) => equal + pairs(count), 0) / pairs(raters), 0) / units.length
  const total = units.length * raters
  const expected = [...tally(units.flat()).values()].reduce((sum, count) => sum + (count / total) ** 2, 0)
  return { kappa: expected === 1 ? 1 : (observed - expected) / (1 - expected), units: units.length, raters }
}

/** Krippendorff's alpha for nominal data with missing values (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"). */
export function krippendorffAlpha<T>(ratings: Ratings<T>): number | null {
  const units = ratings.map(said).filter((values) => values.length >= 2)
  const total = units.reduce((sum, { length }) => sum + length, 0)
  if (total === 0) return null
  let disagreed = 0
  for (const values of units) {
    const equal = [...tally(values).values()].reduce((sum, count) => sum + count * (count - 1), 0)
    disagreed += (values.length * (values.length - 1) - equal) / (values.length - 1)
  }
  const equalByChance = [...tally(units.flat()).values()].reduce((sum, count) => sum + count * (count - 1), 0)
  const byChance = (total * (total - 1) - equalByChance) / (total - 1)
  return byChance === 0 ? 1 : 1 - disagreed / byChance
}
