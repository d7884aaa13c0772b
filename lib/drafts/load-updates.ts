import * as Y from 'yjs'
import { findPipeline, updatesSince, type UpdateRow } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { pipelineId as checkId, present } from './access'

/**
 * The draft's updates after `since`, oldest first. A compacted row carries more than was asked for, which Yjs ignores.
 * @throws AppError `not_found`, `forbidden`.
 */
export async function loadUpdates(ctx: Context, pipelineId: string, since: number): Promise<UpdateRow[]> {
  authorize(ctx, 'pipelines.read')
  present(await findPipeline(ctx.db, ctx.workspace.id, checkId(pipelineId)))
  return updatesSince(ctx.db, pipelineId, since)
}

/** The whole draft as one update, and the sequence number that it includes. */
export async function loadDraft(ctx: Context, pipelineId: string): Promise<{ update: Uint8Array; seq: number }> {
  const rows = await loadUpdates(ctx, pipelineId, 0)
  const update = rows.length === 1 ? rows[0]!.update : Y.mergeUpdates(rows.map((row) => row.update))
  return { update, seq: rows.at(-1)?.seq ?? 0 }
}
