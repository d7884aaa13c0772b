import { isListed, placeOf } from './space'
import type { Space, SweepValues } from './schema'

export interface Importance {
  name: string
  /** Share of the objective's variance that this parameter alone explains, from 0 to 1. */
  share: number
}

/** With fewer ended trials nothing is said. */
export const fewestForImportance = 8

/**
 * How much of the objective's spread each parameter alone explains: ε², the correlation ratio less what chance would
 * give it (Kelley 1935), over its values or, of a range, over up to five groups of neighbours of equal size. Most first;
 * null where too few trials have ended, or all had the same objective.
 */
export function importances(space: Space, trials: readonly { values: SweepValues; objective: number | null }[]): Importance[] | null {
  const ended = trials.filter((trial): trial is { values: SweepValues; objective: number } => trial.objective !== null && Number.isFinite(trial.objective))
  if (ended.length < fewestForImportance || spread(ended.map((trial) => trial.objective)) === 0) return null
  return Object.keys(space)
    .map((name) => ({ name, share: explained(groupsOf(space, name, ended)) }))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
}

function groupsOf(space: Space, name: string, trials: readonly { values: SweepValues; objective: number }[]): number[][] {
  const domain = space[name]!
  if (isListed(domain)) return domain.values.map((value) => trials.filter((trial) => trial.values[name] === value).map((trial) => trial.objective)).filter((members) => members.length > 0)
  const sorted = trials
    .map((trial) => ({ place: placeOf(domain, trial.values[name]) ?? 0, objective: trial.objective }))
    .sort((a, b) => a.place - b.place)
  const count = Math.min(5, Math.floor(sorted.length / 4), new Set(sorted.map((trial) => trial.place)).size)
  const groups = Array.from({ length: count }, (): number[] => [])
  let group = 0
  sorted.forEach((trial, index) => {
    // Equal values stay together.
    if (index > 0 && trial.place !== sorted[index - 1]!.place) group = Math.max(group, Math.min(count - 1, Math.floor((index * count) / sorted.length)))
    groups[group]!.push(trial.objective)
  })
  return groups.filter((members) => members.length > 0)
}

function explained(groups: readonly number[][]): number {
  const all = groups.flat()
  const total = spread(all)
  const within = groups.reduce((sum, group) => sum + spread(group), 0)
  const [n, k] = [all.length, groups.length]
  if (total === 0 || k < 2 || n <= k) return 0
  return Math.max(0, 1 - (within / (n - k)) / (total / (n - 1)))
}

/** Sum of squares about the mean. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}
