import { valuesOfRuns } from '@/db/queries/tracking/run-values'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { readColumns } from '@/lib/tracking/runs/columns'
import { groupBy } from './group-by'

/**
 * Runs by the value that they have of `params.<name>` or `tags.<name>`: the groups in order, and of each run which one it
 * belongs to. @throws AppError `invalid` for anything else
 */
export async function groupsOf(ctx: Context, runs: number[], column: string): Promise<{ names: string[]; of: number[] }> {
  const { kind, key } = readColumns([column])[0]!
  if (kind === 'metric') throw new AppError('invalid', 'Runs are grouped by a parameter or a tag: write params.<name> or tags.<name>.')
  const found = await valuesOfRuns(ctx.db, ctx.workspace.id, runs, { params: kind === 'param' ? [key] : [], tags: kind === 'tag' ? [key] : [], metrics: [] })
  const values = new Map(found[`${kind}s`].map(({ run, value }) => [run, value]))
  return groupBy(runs.map((run) => values.get(run)))
}
