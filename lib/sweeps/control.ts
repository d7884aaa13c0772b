import { lockSweep, setSweepConfig, setSweepState, trialsOf, type SweepRow } from '@/db/queries/sweeps'
import type { Database } from '@/db/client'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { hintRun, hints } from '@/lib/queue/hints'
import { endTrial } from './end-trial'
import { ResumeSweepInput } from './input'
import { noSweep, readSweep, sweepId, type SweepView } from './read'
import type { SweepConfig } from './schema'

/**
 * Lets what runs run to its end and begins no further trial.
 * @throws AppError `conflict` where it has ended, `not_found`, `forbidden`.
 */
export async function pauseSweep(ctx: Context, id: string): Promise<SweepView> {
  authorize(ctx, 'runs.cancel')
  return change(ctx, id, 'sweep.paused', async (db, sweep) => {
    if (sweep.state === 'paused') return false
    if (sweep.state !== 'running') throw ended(sweep)
    await setSweepState(db, sweep.id, 'paused', `Paused by ${ctx.actor.name}`)
    return true
  })
}

/**
 * Goes on, in the name of whoever asks, also after the end where there is room for further trials; with other limits if given.
 * @throws AppError `conflict` where nothing is left to try, `invalid`, `not_found`, `forbidden`.
 */
export async function resumeSweep(ctx: Context, id: string, input: ResumeSweepInput = {}): Promise<SweepView> {
  authorize(ctx, 'runs.submit')
  const given = parse(ResumeSweepInput, input)
  return change(ctx, id, 'sweep.resumed', async (db, sweep) => {
    const limits = { ...sweep.config.limits, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
    const config: SweepConfig = { ...sweep.config, limits }
    const tried = (await trialsOf(db, sweep.id)).length
    if (sweep.state !== 'running' && tried >= limits.trials) throw new AppError('conflict', `All ${tried} trials of this sweep have been begun. Give it a higher number of trials to go on.`)
    if (limits.minutes !== null && sweep.elapsed_ms >= limits.minutes * 60_000) throw new AppError('conflict', `Its time limit of ${limits.minutes} minutes has been reached. Give it a longer one to go on.`)
    await setSweepConfig(db, sweep.id, { config, createdBy: personOf(ctx.actor), createdByName: ctx.actor.name })
    if (sweep.state !== 'running') await setSweepState(db, sweep.id, 'running', '')
    return true
  })
}

/**
 * Ends it now: what runs is cancelled, what has ended stays.
 * @throws AppError `conflict` where it has ended, `not_found`, `forbidden`.
 */
export async function stopSweep(ctx: Context, id: string): Promise<SweepView> {
  authorize(ctx, 'runs.cancel')
  return change(ctx, id, 'sweep.stopped', async (db, sweep) => {
    if (sweep.state !== 'running' && sweep.state !== 'paused') throw ended(sweep)
    for (const trial of await trialsOf(db, sweep.id)) if (trial.state === 'running') await endTrial({ ...ctx, db }, sweep.id, trial, 'cancelled', `Stopped by ${ctx.actor.name}`)
    await setSweepState(db, sweep.id, 'stopped', `Stopped by ${ctx.actor.name}`)
    return true
  })
}

const ended = ({ number, reason }: SweepRow) => new AppError('conflict', `Sweep ${number} has ended${reason ? `: ${reason}` : ''}.`)

async function change(ctx: Context, id: string, action: string, work: (db: Database, sweep: SweepRow) => Promise<boolean>): Promise<SweepView> {
  await ctx.db.transaction(async (db) => {
    const sweep = await lockSweep(db, sweepId(id), { workspaceId: ctx.workspace.id })
    if (!sweep) throw noSweep()
    if (await work(db, sweep)) await recordActivity({ ...ctx, db }, { action, object: { kind: 'sweep', id: sweep.id, name: sweep.name }, details: { number: sweep.number } })
  })
  hintRun(hints(), { id, workspaceId: ctx.workspace.id })
  return readSweep(ctx, id)
}
