import { countCombinations, gridAt, gridSize, isListed, keyOf, lies, sampleAt } from './space'
import { tooWeak, type Watched } from './stopping'
import type { SweepConfig, SweepValues } from './schema'

export interface TrialFacts extends Watched {
  values: SweepValues
  objective: number | null
  message: string
}

export interface SweepFacts {
  config: SweepConfig
  trials: readonly TrialFacts[]
  /** What has been chosen on an agent and not been used yet. */
  suggested: readonly SweepValues[]
  /** Trials are being chosen at the moment. */
  choosing: boolean
  /** How long it has gone on, without its pauses. */
  elapsedMs: number
}

export interface Decision {
  /** Trials to begin, in order. */
  begin: SweepValues[]
  /** Running trials to end early. */
  stop: { number: number; message: string }[]
  /** How many values to have chosen on an agent. */
  choose: number
  /** Where it is over. */
  end: { state: 'finished' | 'failed'; reason: string } | null
}

/** So many begin in one look at a sweep, so that no transaction is long. */
const MOST_AT_ONCE = 8
/** A sweep whose first trials fail, or so many in a row, is ended rather than let go on failing. */
const FIRST_FAILURES = 3
const FAILURES_IN_A_ROW = 10

/** What a sweep does next. Pure: the same facts give the same decision. */
export function decide(facts: SweepFacts): Decision {
  const { config, trials } = facts
  const nothing: Decision = { begin: [], stop: [], choose: 0, end: null }
  const failed = failing(trials)
  if (failed) return { ...nothing, end: { state: 'failed', reason: failed } }
  const stop = tooWeak(config.stopping, config.objective.direction, trials)
  const running = trials.filter((trial) => trial.state === 'running').length
  const total = totalTrials(config)
  const over = whyOver(facts, total)
  if (over) return running === 0 ? { ...nothing, end: { state: 'finished', reason: over } } : { ...nothing, stop }
  const room = Math.min(config.limits.parallel - running, total - trials.length, MOST_AT_ONCE)
  if (room <= 0) return { ...nothing, stop }
  const { begin, choose } = nextValues(facts, room)
  return { begin, stop, choose: facts.choosing ? 0 : choose, end: null }
}

/** How many trials there will be at most. */
export function totalTrials({ limits, space, method }: Pick<SweepConfig, 'limits' | 'space' | 'method'>): number {
  return Math.min(limits.trials, method === 'grid' ? gridSize(space) : countCombinations(space))
}

/** So many of a Bayesian sweep's trials are at random, so that there is something to learn from. */
export function randomStart(total: number): number {
  return Math.min(10, Math.max(2, Math.floor(total / 3)))
}

function nextValues({ config, trials, suggested }: SweepFacts, room: number): { begin: SweepValues[]; choose: number } {
  const { method, space, seed } = config
  if (method === 'grid') return { begin: Array.from({ length: room }, (_, index) => gridAt(space, trials.length + index)), choose: 0 }
  const seen = new Set(trials.map((trial) => keyOf(trial.values)))
  const begin: SweepValues[] = []
  const usable = suggested.filter((values) => lies(space, values))
  const atRandom = method === 'random' ? Infinity : randomStart(totalTrials(config))
  for (let index = 0; index < room; index++) {
    const number = trials.length + begin.length
    const proposed = number < atRandom ? sampleAt(space, seed, number) : usable.shift()
    if (!proposed) break
    const values = fresh(config, proposed, number, seen)
    if (!values) break
    seen.add(keyOf(values))
    begin.push(values)
  }
  return { begin, choose: method === 'bayesian' ? room - begin.length : 0 }
}

/** The values, or where they have been tried others at random that have not. */
function fresh({ space, seed }: SweepConfig, values: SweepValues, number: number, seen: ReadonlySet<string>): SweepValues | null {
  if (!seen.has(keyOf(values))) return values
  for (let turn = 1; turn <= 200; turn++) {
    const other = sampleAt(space, seed + turn * 7919, number)
    if (!seen.has(keyOf(other))) return other
  }
  return firstUntried(space, seen)
}

/** Only small spaces come here: of others a random draw is new at once. */
function firstUntried(space: SweepConfig['space'], seen: ReadonlySet<string>): SweepValues | null {
  const listed = Object.fromEntries(Object.entries(space).map(([name, domain]) => [name, isListed(domain) ? domain : { ...domain, points: Math.max(2, Math.min(100_000, domain.max - domain.min + 1)) }]))
  const size = Math.min(gridSize(listed), 100_000)
  for (let place = 0; place < size; place++) {
    const values = gridAt(listed, place)
    if (!seen.has(keyOf(values))) return values
  }
  return null
}

function whyOver({ config, trials, elapsedMs }: SweepFacts, total: number): string | null {
  const { limits } = config
  if (trials.length >= total) return total < limits.trials ? `Every one of the ${total} combinations has been tried` : total === 1 ? 'Its one trial has ended' : `All ${total} trials have ended`
  if (limits.minutes !== null && elapsedMs >= limits.minutes * 60_000) return `The time limit of ${limits.minutes} minutes was reached after ${trials.length} trials`
  return null
}

function failing(trials: readonly TrialFacts[]): string | null {
  const ended = trials.filter((trial) => trial.state !== 'running' && trial.state !== 'cancelled')
  const recent = ended.slice(-FAILURES_IN_A_ROW)
  const enough = ended.length === trials.length && ended.length >= FIRST_FAILURES ? ended.length <= FAILURES_IN_A_ROW : recent.length === FAILURES_IN_A_ROW
  if (!enough || recent.some((trial) => trial.state !== 'failed')) return null
  return `The last ${recent.length} trials all failed. The newest says: ${recent.at(-1)!.message || 'no reason'}`
}
