import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { experimentById } from '@/lib/tracking/experiments/find'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { searchableRuns } from '@/lib/tracking/filter/schema'
import { runFilter, spansOf } from '../run-filter'
import type { DashboardFilters } from '../schema'
import type { TileExperiment } from '../tile-data'

/** The runs that a tile looks at, and those of the span before for a comparison. */
export interface RunQuestion {
  experiment: TileExperiment
  /** The experiment's own key. */
  key: number
  filter: string
  before: string
  /** Days of the comparison. */
  days: number
}

/** @throws AppError `invalid` (no experiment, a filter that does not read), `not_found` (it is gone) */
export async function questionOf(ctx: Context, view: { experiment: string; filter: string }, filters: DashboardFilters): Promise<RunQuestion> {
  authorize(ctx, 'experiments.read')
  const id = filters.experiment || view.experiment
  if (!id) throw new AppError('invalid', 'This tile has no experiment. Choose one in the tile’s settings, or for the whole dashboard above.')
  const row = await experimentById(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') throw new AppError('not_found', `The experiment ${id} is not in this workspace any more. Choose another one in the tile’s settings.`)
    throw error
  })
  if (row.lifecycle === 'deleted') throw new AppError('not_found', `The experiment “${row.name}” was deleted. Restore it under Experiments, or choose another one in the tile’s settings.`)
  // Alone, so that a refusal counts characters as they were typed.
  parseFilter(view.filter, searchableRuns)
  const spans = spansOf(filters.days, Date.now())
  return { experiment: { id, name: row.name }, key: row.id, filter: runFilter(view.filter, filters, spans.within), before: runFilter(view.filter, filters, spans.before), days: spans.days }
}

/** @throws AppError `invalid` that says what is missing */
export function required(value: string, what: string): string {
  if (!value) throw new AppError('invalid', `Choose ${what} in the tile’s settings.`)
  return value
}
