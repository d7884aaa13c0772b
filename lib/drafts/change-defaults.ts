import * as Y from 'yjs'
import { lockPipeline } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { readValue } from '@/lib/graph/parameters'
import { authorize } from '@/lib/permissions'
import { pipelineId, present } from './access'
import { appendUpdate } from './append-update'
import { openDocument } from './document-cache'
import { putParameter, readParameters } from './parameters'

/**
 * Gives parameters of a pipeline's draft other defaults, as one change that others who draw see at once. Returns the names
 * of those that were different.
 * @throws AppError `conflict` where a parameter is gone or is of another type now, `not_found`, `forbidden`.
 */
export async function changeDefaults(ctx: Context, id: string, values: Record<string, unknown>): Promise<string[]> {
  authorize(ctx, 'pipelines.write')
  return ctx.db.transaction(async (db) => {
    present(await lockPipeline(db, ctx.workspace.id, pipelineId(id)))
    const draft = new Y.Doc()
    Y.applyUpdate(draft, Y.encodeStateAsUpdate((await openDocument(db, id)).doc))
    const known = Y.encodeStateVector(draft)
    const { parameters = [] } = readParameters(draft)
    const changed: string[] = []
    draft.transact(() => {
      for (const [name, value] of Object.entries(values)) {
        const parameter = parameters.find((other) => other.name === name)
        if (!parameter) throw new AppError('conflict', `The pipeline has no parameter “${name}” any more.`)
        const read = readValue(parameter, value)
        if (!read.ok) throw new AppError('conflict', `${read.message} now, so ${JSON.stringify(value)} cannot be its default.`)
        if (read.value === parameter.default) continue
        putParameter(draft, { ...parameter, default: read.value } as typeof parameter)
        changed.push(name)
      }
    })
    if (changed.length > 0) await appendUpdate({ ...ctx, db }, { pipelineId: id, update: Y.encodeStateAsUpdate(draft, known), origin: '' })
    return changed
  })
}
