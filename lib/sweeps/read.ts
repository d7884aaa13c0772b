import { findSweep, listSweeps as query, runFacts, trialsOf, type SweepRow, type TrialRow } from '@/db/queries/sweeps'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { instant } from '@/lib/runs/instant'
import { readRun } from '@/lib/runs/read'
import { totalTrials } from './decide'
import { importances, type Importance } from './importance'
import { better } from './stopping'
import { inOrder, type Intermediate, type SweepConfig, type SweepState, type SweepValues, type TrialState } from './schema'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const noSweep = () => new AppError('not_found', 'There is no such sweep in this workspace.')

/** Refuses what cannot be an id before the database does. */
export function sweepId(id: string): string {
  if (!uuid.test(id)) throw noSweep()
  return id
}

export interface SweepSummary {
  id: string
  number: number
  name: string
  pipelineId: string | null
  pipelineName: string | null
  state: SweepState
  /** Why it is in this state, in words. */
  reason: string
  method: SweepConfig['method']
  objective: SweepConfig['objective']
  /** How many trials there are, how many of them run, and how many there will be at most. */
  trials: number
  running: number
  total: number
  /** The best objective of a trial that ran to its end. */
  best: number | null
  createdBy: string
  createdAt: string
  endedAt: string | null
}

export interface TrialView {
  number: number
  state: TrialState
  values: SweepValues
  run: { id: string; number: number } | null
  objective: number | null
  series: Intermediate[]
  message: string
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

export interface SweepView extends SweepSummary {
  config: SweepConfig
  /** How long it has gone on, without its pauses, in milliseconds. */
  elapsedMs: number
  /** While trials are being chosen on an agent: why that waits, or that it goes on. */
  choosing: string | null
  /** The number of the best trial. */
  bestTrial: number | null
  trialList: TrialView[]
  importances: Importance[] | null
}

/** A sweep with all its trials. @throws AppError `not_found`, `forbidden` */
export async function readSweep(ctx: Context, id: string): Promise<SweepView> {
  authorize(ctx, 'runs.read')
  const row = await findSweep(ctx.db, ctx.workspace.id, sweepId(id))
  if (!row) throw noSweep()
  const trials = await trialsOf(ctx.db, row.id)
  const best = bestOf(row.config, trials)
  return {
    ...summaryOf({ ...row, trials: trials.length, open: trials.filter((trial) => trial.state === 'running').length, best: best?.objective ?? null }),
    config: inOrder(row.config),
    elapsedMs: Math.round(row.elapsed_ms),
    choosing: await choosingWords(ctx, row),
    bestTrial: best?.number ?? null,
    trialList: trials.map(trialView),
    importances: importances(row.config.space, trials.filter((trial) => trial.state === 'succeeded')),
  }
}

/** Only whether it is there. @throws AppError `not_found`, `forbidden` */
export async function requireSweep(ctx: Context, id: string): Promise<SweepRow> {
  authorize(ctx, 'runs.read')
  const row = await findSweep(ctx.db, ctx.workspace.id, sweepId(id))
  if (!row) throw noSweep()
  return row
}

export interface ListSweepsInput {
  pipeline?: string
  cursor?: string
}

/** Newest first, 50 a page. @throws AppError `forbidden`, `invalid` */
export async function listSweeps(ctx: Context, { pipeline, cursor }: ListSweepsInput): Promise<{ sweeps: SweepSummary[]; next: string | null }> {
  authorize(ctx, 'runs.read')
  if (pipeline !== undefined && !uuid.test(pipeline)) return { sweeps: [], next: null }
  if (cursor !== undefined && !/^[1-9][0-9]{0,8}$/.test(cursor)) throw new AppError('invalid', 'The cursor is not one that a page before has given.')
  const rows = await query(ctx.db, ctx.workspace.id, { pipelineId: pipeline, before: cursor === undefined ? undefined : Number(cursor), limit: 51 })
  const page = rows.slice(0, 50)
  return { sweeps: page.map(summaryOf), next: rows.length > 50 ? String(page.at(-1)!.number) : null }
}

/** The trial with the best objective among those that ran to their end; of equals the first. */
export function bestOf<T extends Pick<TrialRow, 'state' | 'objective'>>({ objective: { direction } }: Pick<SweepConfig, 'objective'>, trials: readonly T[]): T | undefined {
  let best: T | undefined
  for (const trial of trials) {
    if (trial.state !== 'succeeded' || trial.objective === null || !Number.isFinite(trial.objective)) continue
    if (!best || better(trial.objective, best.objective!, direction)) best = trial
  }
  return best
}

function summaryOf(row: SweepRow & { trials: number; open: number; best: number | null }): SweepSummary {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    pipelineId: row.pipeline_id,
    pipelineName: row.pipeline_name,
    state: row.state,
    reason: row.reason,
    method: row.config.method,
    objective: row.config.objective,
    trials: row.trials,
    running: row.open,
    total: Math.max(row.trials, totalTrials(row.config)),
    best: row.best,
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
    endedAt: instant(row.ended_at),
  }
}

function trialView(trial: TrialRow): TrialView {
  return {
    number: trial.number,
    state: trial.state,
    values: trial.values,
    run: trial.run_id && trial.run_number !== null ? { id: trial.run_id, number: trial.run_number } : null,
    objective: trial.objective,
    series: trial.series,
    message: trial.message,
    createdAt: instant(trial.created_at),
    startedAt: instant(trial.started_at),
    endedAt: instant(trial.ended_at),
  }
}

async function choosingWords(ctx: Context, row: SweepRow): Promise<string | null> {
  if (row.state !== 'running' || row.suggestion_run_id === null) return null
  const facts = await runFacts(ctx.db, row.suggestion_run_id)
  if (!facts || (facts.state !== 'queued' && facts.state !== 'running')) return null
  const reason = (await readRun(ctx, row.suggestion_run_id)).steps[0]?.waitReason
  return reason ? `The next trials wait to be chosen: ${reason}` : 'The next trials are being chosen'
}
