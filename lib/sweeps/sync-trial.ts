import type { Database } from '@/db/client'
import { linesWith, loggedSeries, runFacts, updateTrial, type RunFacts, type SweepRow, type TrialRow } from '@/db/queries/sweeps'
import { finalRunStates } from '@/lib/protocol/states'
import { readLines } from './read-lines'
import type { Intermediate, Objective, TrialState } from './schema'

const LINES = 5_000

/** Writes what the run of a trial has reached. True where something is new. */
export async function syncTrial(db: Database, sweep: SweepRow, trial: TrialRow): Promise<boolean> {
  const facts = trial.run_id === null ? undefined : await runFacts(db, trial.run_id)
  if (!facts) {
    await updateTrial(db, sweep.id, trial.number, { state: 'failed', objective: null, series: trial.series, logCursor: trial.log_cursor, message: 'Its run was deleted' })
    return true
  }
  const { objective, command } = sweep.config
  const { lines, last } = await linesWith(db, { runId: trial.run_id!, node: objective.node, text: objective.metric, after: trial.log_cursor, limit: LINES })
  // What a command has logged to its run counts before what it has printed.
  const logged = command?.code ? await loggedSeries(db, { runId: trial.run_id!, metric: objective.metric }) : []
  const series = logged.length > 0 ? logged : lines.length > 0 ? readLines(objective.metric, lines, trial.series) : trial.series
  // Of a long log the rest is read the next time, and only then is the trial over.
  if (!finalRunStates.includes(facts.state) || lines.length === LINES) {
    if (last === trial.log_cursor && (logged.length === 0 || sameEnd(logged, trial.series))) return false
    await updateTrial(db, sweep.id, trial.number, { state: 'running', objective: null, series, logCursor: last, message: '' })
    return true
  }
  await updateTrial(db, sweep.id, trial.number, { ...outcome(objective, facts, series), series, logCursor: last })
  return true
}

const sameEnd = (a: readonly Intermediate[], b: readonly Intermediate[]) => a.length === b.length && a.at(-1)?.step === b.at(-1)?.step && a.at(-1)?.value === b.at(-1)?.value

/** How a trial ended: what its steps measured, or where they measured no such thing what they printed last. */
function outcome(objective: Objective, facts: RunFacts, series: readonly Intermediate[]): { state: TrialState; objective: number | null; message: string } {
  if (facts.state === 'cancelled') return { state: 'cancelled', objective: null, message: 'Its run was cancelled' }
  if (facts.state === 'failed') return { state: 'failed', objective: null, message: facts.failure ?? 'Its run failed' }
  const value = measured(objective, facts.measured) ?? series.at(-1)?.value
  if (value !== undefined && Number.isFinite(value)) return { state: 'succeeded', objective: value, message: '' }
  const names = [...new Set(facts.measured.flatMap(({ metrics }) => Object.keys(metrics)))]
  const others = names.length > 0 ? `it measured ${names.slice(0, 8).join(', ')}` : 'it measured nothing'
  return { state: 'failed', objective: null, message: `Its run has no metric “${objective.metric}”${objective.node ? ` at step “${objective.node}”` : ''}: ${others}, and printed no line such as ${objective.metric}=0.5` }
}

/** Of several steps that measured it, the last in order. */
function measured({ metric, node }: Objective, steps: RunFacts['measured']): number | undefined {
  return steps.filter((step) => (node === undefined || step.node === node) && step.metrics[metric] !== undefined).at(-1)?.metrics[metric]
}
