import type { Intermediate, Objective, Stopping, TrialState } from './schema'

export interface Watched {
  number: number
  state: TrialState
  series: readonly Intermediate[]
}

type Direction = Objective['direction']

/** The running trials to stop early, each with why. Pure. */
export function tooWeak(stopping: Stopping, direction: Direction, trials: readonly Watched[]): { number: number; message: string }[] {
  if (stopping.rule === 'none') return []
  return trials
    .filter((trial) => trial.state === 'running' && trial.series.length > 0)
    .flatMap((trial) => {
      const message = stopping.rule === 'median' ? belowMedian(stopping, direction, trial, trials) : offRung(stopping, direction, trial, trials)
      return message === null ? [] : [{ number: trial.number, message }]
    })
}

/** Optuna's median rule: the best so far against the median of what ended trials had at this step. */
function belowMedian(rule: Extract<Stopping, { rule: 'median' }>, direction: Direction, trial: Watched, trials: readonly Watched[]): string | null {
  const { step } = trial.series.at(-1)!
  if (step < rule.from) return null
  const others = trials.filter((other) => other.state === 'succeeded' && reaches(other, step)).map((other) => valueAt(other.series, step)!)
  if (others.length < rule.trials) return null
  const best = bestUntil(trial.series, step, direction)!
  const middle = median(others)
  return better(middle, best, direction) ? `Stopped at step ${step}: its best was ${short(best)}, the median of ${others.length} trials there ${short(middle)}` : null
}

/**
 * Asynchronous successive halving (Li and others, 2020) within the brackets of Hyperband (Li and others, 2018): trial n is
 * of bracket n modulo their number, and bracket b has its first rung at `from * factor^b`.
 */
function offRung(rule: Extract<Stopping, { rule: 'hyperband' }>, direction: Direction, trial: Watched, trials: readonly Watched[]): string | null {
  const brackets = bracketsOf(rule)
  const bracket = trial.number % brackets
  const { step } = trial.series.at(-1)!
  const peers = trials.filter((other) => other.number % brackets === bracket)
  for (let rung = rule.from * rule.factor ** bracket; rung < rule.to && rung <= step; rung *= rule.factor) {
    const own = bestUntil(trial.series, rung, direction)
    const reached = peers.filter((other) => reaches(other, rung)).map((other) => bestUntil(other.series, rung, direction)!)
    if (own === null || reached.length < rule.factor) continue
    const kept = Math.max(1, Math.floor(reached.length / rule.factor))
    const ahead = reached.filter((value) => better(value, own, direction)).length
    if (ahead >= kept) return `Stopped at step ${rung}: with ${short(own)} it was not among the best ${kept} of ${reached.length} that came there`
  }
  return null
}

/** How many brackets Hyperband has: as many as there are rungs between its first and its last step. */
export function bracketsOf({ from, to, factor }: Extract<Stopping, { rule: 'hyperband' }>): number {
  return Math.max(1, Math.floor(Math.log(to / from) / Math.log(factor) + 1e-9) + 1)
}

/** True where `a` is better than `b`. */
export function better(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a > b : a < b
}

const reaches = (trial: Watched, step: number): boolean => trial.series.length > 0 && trial.series.at(-1)!.step >= step

function valueAt(series: readonly Intermediate[], step: number): number | null {
  return series.filter((point) => point.step <= step).at(-1)?.value ?? null
}

function bestUntil(series: readonly Intermediate[], step: number, direction: Direction): number | null {
  const values = series.filter((point) => point.step <= step).map((point) => point.value)
  if (values.length === 0) return null
  return direction === 'maximize' ? Math.max(...values) : Math.min(...values)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const short = (value: number): string => String(Number(value.toPrecision(4)))
