import { experimentKeys } from '@/db/queries/tracking/experiments'
import type { RunsAsked } from '@/db/queries/tracking/run-conditions'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { experimentNumber } from '../experiments/find'
import { parseFilter } from '../filter/parse'
import { searchableRuns } from '../filter/schema'

export const shownRuns = ['active', 'archived', 'deleted'] as const
export type ShownRuns = (typeof shownRuns)[number]

/** What is asked about an experiment's runs. */
export interface RunQuestion {
  experimentId: string
  filter?: string
  shown?: ShownRuns
}

/** As `searchRuns` takes it. */
export const questionOf = ({ experimentId, filter, shown = 'active' }: RunQuestion) => ({
  experimentIds: [experimentId],
  filter,
  shown: shown === 'deleted' ? ('deleted' as const) : ('active' as const),
  ...(shown !== 'deleted' && { archived: shown === 'archived' }),
})

/** As queries take it. @throws AppError `not_found`, `invalid` */
export async function paramsOf(ctx: Context, { experimentId, filter, shown = 'active' }: RunQuestion): Promise<RunsAsked> {
  const experiments = await experimentKeys(ctx.db, ctx.workspace.id, [experimentNumber(experimentId) ?? -1])
  if (experiments.length === 0) throw new AppError('not_found', `No Experiment with id=${experimentId} exists`)
  return { workspaceId: ctx.workspace.id, experiments, filter: parseFilter(filter, searchableRuns), lifecycle: shown === 'deleted' ? 'deleted' : 'active', ...(shown !== 'deleted' && { archived: shown === 'archived' }) }
}
