import { runsByIds } from '@/db/queries/series-runs'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { mostRuns } from './limits'

export type NamedRun = TrackedRunRow & { experiment_name: string }

/** The runs in the order of their ids; those that are not there are left out. @throws AppError `invalid`, `forbidden` */
export async function namedRuns(ctx: Context, given: readonly string[]): Promise<NamedRun[]> {
  authorize(ctx, 'experiments.read')
  const ids = [...new Set(given)]
  if (ids.length > mostRuns) throw new AppError('invalid', `At most ${mostRuns} runs can be compared at once. Take some out.`)
  if (ids.length === 0) return []
  const found = new Map((await runsByIds(ctx.db, ctx.workspace.id, ids)).map((row) => [row.run_id, row]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
