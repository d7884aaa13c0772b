import * as Y from 'yjs'
import type { Database } from '@/db/client'
import { countUpdates, editedRecently, insertUpdate, lockPipeline, notify, replaceUpdates, setPipelineGraph } from '@/db/queries/pipelines'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { Graph } from '@/lib/graph/schema'
import { refusalOf } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { personOf, pipelineId as checkId, present } from './access'
import { draftChannel } from './channel'
import { docToGraph } from './document'
import { forgetDocument, openDocument } from './document-cache'

/** Bytes of one update; a pasted pipeline of 5,000 steps stays below. */
export const maxUpdateBytes = 4 * 1024 * 1024
/** Rows in the log after which it is merged into one. */
export const compactAfter = 200

export interface AppendInput {
  pipelineId: string
  update: Uint8Array
  /** The editing tab, so that it does not get its own update back. */
  origin: string
}

/**
 * Adds one Yjs update to a draft and brings `pipelines.graph` up to it, in one transaction under the pipeline's row lock.
 * Sending the same update again changes nothing and answers the current revision.
 * @throws AppError `too_large`, `invalid` (no Yjs update, or its result is no graph), `not_found`, `forbidden`, and
 *   `conflict` where the update builds on one that the server has not; the caller then sends all that the server lacks.
 */
export async function appendUpdate(ctx: Context, input: AppendInput): Promise<{ revision: number }> {
  authorize(ctx, 'pipelines.write')
  checkId(input.pipelineId)
  if (input.update.byteLength > maxUpdateBytes) throw new AppError('too_large', 'This change is larger than 4 MB. Paste it in smaller parts.')
  try {
    return await ctx.db.transaction((db) => append({ ...ctx, db }, input))
  } catch (error) {
    // The cached document may hold what was rolled back.
    forgetDocument(input.pipelineId)
    throw error
  }
}

async function append(ctx: Context, { pipelineId, update, origin }: AppendInput): Promise<{ revision: number }> {
  const row = present(await lockPipeline(ctx.db, ctx.workspace.id, pipelineId))
  const entry = await openDocument(ctx.db, pipelineId)
  if (!applyChange(entry.doc, update)) return { revision: row.revision }

  const graph = Graph.safeParse(docToGraph(entry.doc))
  if (!graph.success) throw new AppError('invalid', 'This change would leave a pipeline that cannot be read. Nothing was saved.', refusalOf(graph.error).details)
  const actorId = personOf(ctx.actor)
  const known = actorId !== null && (await editedRecently(ctx.db, pipelineId, actorId))
  entry.seq = await insertUpdate(ctx.db, { pipelineId, update, actorId, origin })
  await setPipelineGraph(ctx.db, pipelineId, graph.data, entry.seq)
  if (!known) await recordActivity(ctx, { action: 'pipeline.edited', object: { kind: 'pipeline', id: pipelineId, name: row.name } })
  await compact(ctx.db, pipelineId, entry)
  await notify(ctx.db, draftChannel, JSON.stringify({ kind: 'update', pipeline: pipelineId, seq: entry.seq }))
  return { revision: entry.seq }
}

/** Applies an update; false where the document had all of it. */
function applyChange(doc: Y.Doc, update: Uint8Array): boolean {
  let changed = false
  const note = () => (changed = true)
  doc.on('update', note)
  try {
    Y.applyUpdate(doc, update)
  } catch (error) {
    throw new AppError('invalid', 'This is not a change that the draft can take in. Reload the page; your edits are kept in this browser.', undefined, { cause: error })
  } finally {
    doc.off('update', note)
  }
  if (doc.store.pendingStructs || doc.store.pendingDs) {
    throw new AppError('conflict', 'This change builds on an earlier one that was not saved. Send everything that the server lacks.', { reason: 'missing_updates' })
  }
  return changed
}

async function compact(db: Database, pipelineId: string, entry: { doc: Y.Doc; seq: number }): Promise<void> {
  if ((await countUpdates(db, pipelineId)) <= compactAfter) return
  await replaceUpdates(db, pipelineId, entry.seq, Y.encodeStateAsUpdate(entry.doc))
}
