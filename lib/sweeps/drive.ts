import { insertTrial, lockSweep, openSweeps, runFacts, setSuggestionRun, setSweepState, trialsOf, type SweepRow, type TrialRow } from '@/db/queries/sweeps'
import { connection, type Database } from '@/db/client'
import { startCommand } from '@/lib/commands/start'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import type { Graph } from '@/lib/graph/schema'
import { can } from '@/lib/permissions'
import { oneAtATime } from '@/lib/process/one-at-a-time'
import { finalRunStates } from '@/lib/protocol/states'
import { hints, hintRun, queueTopic } from '@/lib/queue/hints'
import { submitGraph } from '@/lib/runs/submit'
import { commandGraph } from './command'
import { decide, type Decision } from './decide'
import { endTrial } from './end-trial'
import { contextOfOwner } from './owner'
import { chooseTrials, readSuggestions } from './suggest'
import { syncTrial } from './sync-trial'
import type { SweepValues } from './schema'

/** Brings every sweep that has something to do one step further. A failure of one does not stop the others. */
export async function driveSweeps(db: Database): Promise<void> {
  for (const id of await openSweeps(db)) {
    try {
      await driveSweep(db, id)
    } catch (error) {
      console.error(`Driving sweep ${id} failed and is tried again:`, error)
    }
  }
}

/** The same with the studio's own connection, unless that goes on already. */
export const driveOpenSweeps = oneAtATime(() => driveSweeps(connection().db))

/**
 * One step of one sweep, in one transaction under its lock: looks at its trials, then begins, ends and chooses what is due.
 * A trial and its run are written together, so a studio that dies in the middle leaves neither. True where something changed.
 */
export async function driveSweep(db: Database, id: string): Promise<boolean> {
  const done = await db.transaction(async (tx) => {
    const sweep = await lockSweep(tx, id, { skip: true })
    if (!sweep) return null
    const before = await trialsOf(tx, id)
    let changed = false
    for (const trial of before.filter(({ state }) => state === 'running')) changed = (await syncTrial(tx, sweep, trial)) || changed
    if (sweep.state === 'running') changed = (await goOn(tx, sweep, await trialsOf(tx, id))) || changed
    return { workspaceId: sweep.workspace_id, changed }
  })
  if (!done?.changed) return false
  hints().send(queueTopic)
  hintRun(hints(), { id, workspaceId: done.workspaceId })
  return true
}

type Sweep = SweepRow & { graph: Graph | null }

async function goOn(db: Database, sweep: Sweep, trials: TrialRow[]): Promise<boolean> {
  const ctx = await contextOfOwner(db, sweep)
  if (!ctx || !can(ctx.actor, 'runs.submit')) {
    await setSweepState(db, sweep.id, 'paused', `${sweep.created_by || 'Whoever began it'} may not run pipelines here any more. Whoever may can resume the sweep in their own name`)
    return true
  }
  const chosen = await chosenTrials(ctx, sweep)
  if (chosen.state === 'failed') {
    await setSuggestionRun(db, sweep.id, null)
    await setSweepState(db, sweep.id, 'paused', `Optuna could not choose the next trials. ${chosen.reason} Resume to try again`)
    return true
  }
  const decision = decide({ config: sweep.config, trials, suggested: chosen.values, choosing: chosen.state === 'choosing', elapsedMs: sweep.elapsed_ms })
  return carryOut(ctx, sweep, trials, decision, chosen.state === 'chosen')
}

async function carryOut(ctx: Context, sweep: Sweep, trials: TrialRow[], decision: Decision, used: boolean): Promise<boolean> {
  for (const { number, message } of decision.stop) await endTrial(ctx, sweep.id, trials.find((trial) => trial.number === number)!, 'stopped', message)
  if (decision.end) {
    if (decision.end.state === 'failed') for (const trial of trials.filter(({ state }) => state === 'running')) await endTrial(ctx, sweep.id, trial, 'cancelled', 'The sweep ended')
    await setSweepState(ctx.db, sweep.id, decision.end.state, decision.end.reason)
    return true
  }
  // What was chosen once and not begun now is chosen anew, knowing more.
  if (used) await setSuggestionRun(ctx.db, sweep.id, null)
  for (const [place, values] of decision.begin.entries()) await beginTrial(ctx, sweep, trials.length + place + 1, values)
  if (decision.choose > 0) await chooseTrials(ctx, sweep, decision.begin.length > 0 ? await trialsOf(ctx.db, sweep.id) : trials, decision.choose)
  return decision.stop.length > 0 || decision.begin.length > 0 || decision.choose > 0
}

type Chosen = { state: 'none' | 'choosing' | 'chosen'; values: SweepValues[] } | { state: 'failed'; reason: string }

async function chosenTrials(ctx: Context, sweep: Sweep): Promise<Chosen> {
  const run = sweep.suggestion_run_id
  if (run === null) return { state: 'none', values: [] }
  const facts = await runFacts(ctx.db, run)
  if (!facts) return { state: 'none', values: [] }
  if (!finalRunStates.includes(facts.state)) return { state: 'choosing', values: [] }
  if (facts.state !== 'succeeded') return { state: 'failed', reason: facts.failure ? `${facts.failure.replace(/\.$/, '')}.` : 'Its run was cancelled.' }
  const values = await readSuggestions(ctx, run)
  return values.length > 0 ? { state: 'chosen', values } : { state: 'failed', reason: 'Its answer could not be read.' }
}

/** Submits the run of one trial and writes the trial, in the sweep's transaction. Values that cannot run make a trial that failed. */
async function beginTrial(ctx: Context, sweep: Sweep, number: number, values: SweepValues): Promise<void> {
  const trial = { sweepId: sweep.id, number, values }
  try {
    await insertTrial(ctx.db, { ...trial, state: 'running', runId: await submitTrial(ctx, sweep, number, values), message: '' })
  } catch (error) {
    if (!isAppError(error)) throw error
    await insertTrial(ctx.db, { ...trial, state: 'failed', runId: null, message: error.message })
  }
}

/** Answers with the id of its run. @throws AppError as `submitGraph` */
async function submitTrial(ctx: Context, sweep: Sweep, number: number, values: SweepValues): Promise<string> {
  const { config } = sweep
  const { command, compute } = config
  const name = `${sweep.name}, trial ${number}`.slice(0, 200)
  const asked = { id: sweep.id, trial: number }
  if (command?.code) {
    const { files, env, environment, experimentId } = command.code
    const parameters = Object.entries(values).map(([parameter, value]) => ({ name: parameter, value }))
    return (await startCommand(ctx, { spec: { words: command.words, files, env, environment, parameters }, experimentId, name, compute, sweep: asked })).runId
  }
  const run = await submitGraph(ctx, {
    graph: sweep.graph ?? commandGraph(command!, values),
    pipelineId: sweep.pipeline_id,
    name,
    options: { sweep: asked, ...(sweep.graph && { parameters: { ...config.fixed, ...values } }), ...(compute && { compute }) },
  })
  return run.id
}
