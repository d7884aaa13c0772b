import { findBoard, type BoardRow } from '@/db/queries/tensorboards'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { readRun } from '@/lib/runs/read'
import type { RunView } from '@/lib/runs/schema'
import type { BoardView } from './schema'

export const boardPath = (id: string) => `/tensorboard/${id}`
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @throws AppError `not_found` where the workspace has no such TensorBoard, `forbidden` */
export async function requireBoard(ctx: Context, id: string): Promise<BoardRow> {
  authorize(ctx, 'experiments.read')
  const row = uuid.test(id) ? await findBoard(ctx.db, id) : undefined
  if (!row || row.workspace_id !== ctx.workspace.id) throw new AppError('not_found', 'There is no such TensorBoard in this workspace. Open one from a run.')
  return row
}

/** What goes on with a TensorBoard. @throws AppError `not_found`, `forbidden` */
export async function readBoard(ctx: Context, id: string): Promise<BoardView> {
  const board = await requireBoard(ctx, id)
  const run = await readRun(ctx, board.run_id)
  const state = stateOf(board, run)
  return { id: board.id, state, message: messageOf(state, run), path: state === 'ready' ? `${boardPath(board.id)}/index.html` : null, run: { id: run.id, number: run.number }, shows: board.shows }
}

function stateOf(board: BoardRow, { state, cancelRequested }: RunView): BoardView['state'] {
  if (state === 'failed') return 'failed'
  if (cancelRequested || (state !== 'queued' && state !== 'running')) return 'ended'
  if (state === 'queued') return 'waiting'
  return board.ready ? 'ready' : 'starting'
}

function messageOf(state: BoardView['state'], { steps }: RunView): string {
  const step = steps[0]
  if (state === 'ready') return 'TensorBoard runs. It ends by itself when nobody has looked at it for ten minutes.'
  if (state === 'waiting') return step?.waitReason ? `Waiting: ${step.waitReason}` : 'Waiting for an agent'
  if (state === 'starting') return step?.state === 'queued' && step.waitReason ? `Waiting: ${step.waitReason}` : 'Fetching the event files and starting TensorBoard'
  if (state === 'failed') return step?.message || 'TensorBoard could not be started. The log of its run says why.'
  return 'This TensorBoard has ended. Open it again.'
}
