import { metricBuckets, metricHistory, metricSteps, pointsAtSteps, type BucketRow, type PointRow } from '@/db/queries/tracking/metrics'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { checkMaxResults } from '../limits'
import { pageOf, readPageToken } from '../page-token'
import { runById } from '../runs/find'

/** Most runs that one question about histories may name. */
const mostRuns = 100

export interface HistoryInput {
  runId: string
  name: string
  maxResults?: number
  pageToken?: string
}

/** One metric of one run, oldest first; without `maxResults` all of it. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function readHistory(ctx: Context, input: HistoryInput): Promise<{ rows: PointRow[]; next: string | null }> {
  authorize(ctx, 'experiments.read')
  const run = await runById(ctx, input.runId)
  const place = readPageToken(input.pageToken)
  const limit = input.maxResults === undefined ? null : checkMaxResults(input.maxResults, 0, 1_000_000)
  const rows = await metricHistory(ctx.db, { workspaceId: ctx.workspace.id, runs: [run.id], name: input.name, offset: place.offset, limit: limit === null ? null : limit + 1 })
  return limit === null ? { rows, next: null } : pageOf(rows, place, limit)
}

/** A metric's point with the id of its run. */
export type RunPoint = PointRow & { runId: string }

async function named(ctx: Context, runIds: string[]): Promise<TrackedRunRow[]> {
  authorize(ctx, 'experiments.read')
  if (runIds.length === 0) throw new AppError('invalid', 'GetMetricHistoryBulk request must specify at least one run_id.')
  if (runIds.length > mostRuns) throw new AppError('invalid', `GetMetricHistoryBulk request cannot specify more than ${mostRuns} run_ids. Received ${runIds.length} run_ids.`)
  return Promise.all([...new Set(runIds)].map((runId) => runById(ctx, runId)))
}

const withRun = (rows: PointRow[], runs: TrackedRunRow[]): RunPoint[] => {
  const ids = new Map(runs.map((run) => [run.id, run.run_id]))
  return rows.map((row) => ({ ...row, runId: ids.get(row.run)! }))
}

/** One metric of several runs, up to 25,000 points in all. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function readHistories(ctx: Context, input: { runIds: string[]; name: string; maxResults?: number }): Promise<RunPoint[]> {
  const runs = await named(ctx, input.runIds)
  const limit = Math.min(input.maxResults ?? 25_000, 25_000)
  return withRun(await metricHistory(ctx.db, { workspaceId: ctx.workspace.id, runs: runs.map(({ id }) => id), name: input.name, offset: 0, limit }), runs)
}

export interface IntervalInput {
  runIds: string[]
  name: string
  startStep?: string
  endStep?: string
  maxResults?: number
}

/**
 * One metric of several runs at evenly chosen steps, the same for all, with the first and last step of each run among them.
 * @throws AppError `not_found`, `invalid`, `forbidden`
 */
export async function readInterval(ctx: Context, input: IntervalInput): Promise<RunPoint[]> {
  const runs = await named(ctx, input.runIds)
  const [from, to] = [input.startStep ?? null, input.endStep ?? null]
  if ((from === null) !== (to === null)) throw new AppError('invalid', 'If either start step or end step are specified, both must be specified.')
  if (from !== null && to !== null && BigInt(from) > BigInt(to)) throw new AppError('invalid', `end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`)
  const buckets = checkMaxResults(input.maxResults, 320, 2500)
  const question = { workspaceId: ctx.workspace.id, name: input.name }
  const all = await metricSteps(ctx.db, { ...question, runs: runs.map(({ id }) => id), from, to, buckets })
  const found = await Promise.all(
    runs.map(async ({ id }) => {
      const ends = await metricSteps(ctx.db, { ...question, runs: [id], from, to, buckets: 1 })
      return pointsAtSteps(ctx.db, { ...question, runs: [id], steps: [...new Set([...all, ...ends])], limitPerRun: 2500 })
    }),
  )
  return withRun(found.flat(), runs)
}

/** Metrics of a run for a chart, every spike kept. @throws AppError `not_found`, `forbidden` */
export async function readBuckets(ctx: Context, runId: string, names: string[], buckets = 400): Promise<BucketRow[]> {
  authorize(ctx, 'experiments.read')
  const run = await runById(ctx, runId)
  return metricBuckets(ctx.db, { workspaceId: ctx.workspace.id, run: run.id, names, buckets })
}
