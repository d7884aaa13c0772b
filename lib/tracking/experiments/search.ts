import { countExperimentRuns, findExperiment, insertDefaultExperiment, searchExperiments as search, type ExperimentRow } from '@/db/queries/tracking/experiments'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { parseFilter } from '../filter/parse'
import { parseOrder } from '../filter/order'
import { searchableExperiments } from '../filter/schema'
import { withPatterns } from '../filter/with-patterns'
import { checkMaxResults } from '../limits'
import { pageOf, readPageToken } from '../page-token'
import { experimentById } from './find'

export type Shown = 'active' | 'deleted' | 'any'

export interface SearchExperimentsInput {
  filter?: string
  orderBy?: string[]
  shown?: Shown
  maxResults?: number
  pageToken?: string
}

/** @throws AppError `invalid`, `forbidden` */
export async function searchExperiments(ctx: Context, input: SearchExperimentsInput): Promise<{ rows: ExperimentRow[]; next: string | null }> {
  authorize(ctx, 'experiments.read')
  const limit = checkMaxResults(input.maxResults, 1000, 50_000)
  const place = readPageToken(input.pageToken)
  const filter = parseFilter(input.filter, searchableExperiments)
  const orders = parseOrder(input.orderBy, searchableExperiments)
  await insertDefaultExperiment(ctx.db, ctx.workspace.id)
  const rows = await withPatterns(() => search(ctx.db, { workspaceId: ctx.workspace.id, lifecycle: input.shown ?? 'active', filter, orders, offset: place.offset, limit: limit + 1 }))
  return pageOf(rows, place, limit)
}

/** @throws AppError `not_found`, `forbidden` */
export async function readExperiment(ctx: Context, id: string): Promise<ExperimentRow> {
  authorize(ctx, 'experiments.read')
  return experimentById(ctx, id)
}

/** @throws AppError `not_found`, `forbidden` */
export async function readExperimentNamed(ctx: Context, name: string): Promise<ExperimentRow> {
  authorize(ctx, 'experiments.read')
  await insertDefaultExperiment(ctx.db, ctx.workspace.id)
  const row = await findExperiment(ctx.db, ctx.workspace.id, { name })
  if (!row) throw new AppError('not_found', `Could not find experiment with name '${name}'`)
  return row
}

export interface ExperimentSummary {
  id: string
  name: string
  lifecycle: 'active' | 'deleted'
  runs: number
  /** Milliseconds. */
  createdMs: number
  newestRunMs: number | null
  note: string
}

/** Experiments with the number of their runs, for the list. @throws AppError `invalid`, `forbidden` */
export async function listExperiments(ctx: Context, input: SearchExperimentsInput): Promise<{ experiments: ExperimentSummary[]; next: string | null }> {
  const page = await searchExperiments(ctx, input)
  const counts = new Map((await countExperimentRuns(ctx.db, page.rows.map(({ id }) => id))).map((count) => [count.experiment_id, count]))
  const experiments = page.rows.map((row) => {
    const count = counts.get(row.id)
    const newest = count?.newest_ms
    return { id: String(row.number), name: row.name, lifecycle: row.lifecycle, runs: count?.runs ?? 0, createdMs: Number(row.created_ms), newestRunMs: newest ? Number(newest) : null, note: row.tags['mlflow.note.content'] ?? '' }
  })
  return { experiments, next: page.next }
}
