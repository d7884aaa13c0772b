import type { Database } from '@/db/client'
import { boardFiles, insertBoard, openBoard } from '@/db/queries/tensorboards'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { hints, queueTopic } from '@/lib/queue/hints'
import { submitGraph } from '@/lib/runs/submit'
import { runById } from '@/lib/tracking/runs/find'
import { boardDrafts, graphOfBoard } from './graph'
import { readBoard } from './read'
import { OpenBoardInput, type BoardView } from './schema'

/**
 * Starts TensorBoard over the event files of runs, on an agent, or answers with the one that shows them already.
 * @throws AppError `invalid`, `not_found`, `conflict` where the runs have no event files, `forbidden`
 */
export async function openTensorboard(ctx: Context, input: OpenBoardInput): Promise<BoardView> {
  authorize(ctx, 'experiments.read')
  const shows = [...new Set(parse(OpenBoardInput, input).runs)].sort()
  const runs = await Promise.all(shows.map((id) => runById(ctx, id)))
  const open = await openBoard(ctx.db, { workspaceId: ctx.workspace.id, shows })
  if (open) return readBoard(ctx, open.id)
  authorize(ctx, 'runs.submit')
  const files = await boardFiles(ctx.db, { workspaceId: ctx.workspace.id, shows })
  if (files.length === 0) throw new AppError('conflict', `${runs.length === 1 ? 'This run has' : 'These runs have'} no event files in the studio yet. Log some with a SummaryWriter or mlflow.log_artifact; those of a running command come in as it writes them.`)
  const name = runs.length === 1 ? `TensorBoard of ${runs[0]!.name}` : `TensorBoard of ${runs.length} runs`
  const id = await ctx.db.transaction(async (tx) => {
    const db = tx as unknown as Database
    const run = await submitGraph({ ...ctx, db }, { graph: graphOfBoard(name), pipelineId: null, name: name.slice(0, 200), options: { force: 'all' }, drafts: boardDrafts })
    return insertBoard(db, { workspaceId: ctx.workspace.id, runId: run.id, shows })
  })
  // Those that were sent before the commit found nothing.
  hints().send(queueTopic)
  return readBoard(ctx, id)
}
