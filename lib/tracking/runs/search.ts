import { experimentKeys, insertDefaultExperiment } from '@/db/queries/tracking/experiments'
import { keysIn } from '@/db/queries/tracking/run-conditions'
import { countRuns, newestRunKey, searchRuns as search, type TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import type { Shown } from '../experiments/search'
import { experimentNumber } from '../experiments/find'
import { parseFilter } from '../filter/parse'
import { parseOrder } from '../filter/order'
import { searchableRuns } from '../filter/schema'
import { withPatterns } from '../filter/with-patterns'
import { checkMaxResults } from '../limits'
import { pageOf, readPageToken } from '../page-token'

export interface SearchRunsInput {
  experimentIds: string[]
  filter?: string
  orderBy?: string[]
  shown?: Shown
  /** Only archived runs, or none of them; where it is left out, they are among the others. */
  archived?: boolean
  maxResults?: number
  pageToken?: string
}

/** A page of runs, newest first unless `orderBy` says otherwise. Runs that begin later do not move into later pages. @throws AppError `invalid`, `forbidden` */
export async function searchRuns(ctx: Context, input: SearchRunsInput): Promise<{ rows: TrackedRunRow[]; next: string | null }> {
  authorize(ctx, 'experiments.read')
  const limit = checkMaxResults(input.maxResults, 1000, 50_000)
  const place = readPageToken(input.pageToken)
  const filter = parseFilter(input.filter, searchableRuns)
  const orders = parseOrder(input.orderBy, searchableRuns)
  const numbers = input.experimentIds.flatMap((id) => experimentNumber(id) ?? [])
  if (numbers.includes(0)) await insertDefaultExperiment(ctx.db, ctx.workspace.id)
  const [experiments, upTo, keys] = await Promise.all([experimentKeys(ctx.db, ctx.workspace.id, numbers), place.upTo ?? newestRunKey(ctx.db), keysIn(ctx.db, { workspaceId: ctx.workspace.id, filter, orders })])
  if (experiments.length === 0) return { rows: [], next: null }
  const rows = await withPatterns(() => search(ctx.db, { workspaceId: ctx.workspace.id, experiments, filter, orders, lifecycle: input.shown ?? 'active', archived: input.archived, upTo, keys, offset: place.offset, limit: limit + 1 }))
  return pageOf(rows, { ...place, upTo }, limit)
}

/** How many runs fit. @throws AppError `invalid`, `forbidden` */
export async function countTrackedRuns(ctx: Context, input: Pick<SearchRunsInput, 'experimentIds' | 'filter' | 'shown' | 'archived'>): Promise<number> {
  authorize(ctx, 'experiments.read')
  const experiments = await experimentKeys(ctx.db, ctx.workspace.id, input.experimentIds.flatMap((id) => experimentNumber(id) ?? []))
  if (experiments.length === 0) return 0
  const filter = parseFilter(input.filter, searchableRuns)
  return withPatterns(() => countRuns(ctx.db, { workspaceId: ctx.workspace.id, experiments, filter, lifecycle: input.shown ?? 'active', archived: input.archived }))
}
