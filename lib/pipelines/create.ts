import * as Y from 'yjs'
import { insertPipeline, insertUpdate, setPipelineGraph } from '@/db/queries/pipelines'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { docToGraph, graphToDoc } from '@/lib/drafts/document'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { CreatePipelineInput, type PipelineView } from './schema'
import { pipelineView } from './view'

/**
 * Makes a pipeline with its draft. The graph becomes the draft's first update, so that no editor ever has to make the
 * document's content itself.
 * @throws AppError `invalid` with the path of each fault, `forbidden`.
 */
export async function createPipeline(ctx: Context, input: CreatePipelineInput): Promise<PipelineView> {
  authorize(ctx, 'pipelines.write')
  const { name, description, graph } = parse(CreatePipelineInput, input)
  const doc = graphToDoc(graph)
  const stored = docToGraph(doc)
  return ctx.db.transaction(async (db) => {
    const createdBy = personOf(ctx.actor)
    const row = await insertPipeline(db, { workspaceId: ctx.workspace.id, name, description, graph: stored, createdBy })
    const revision = await insertUpdate(db, { pipelineId: row.id, update: Y.encodeStateAsUpdate(doc), actorId: createdBy, origin: '' })
    await setPipelineGraph(db, row.id, stored, revision)
    await recordActivity({ ...ctx, db }, { action: 'pipeline.created', object: { kind: 'pipeline', id: row.id, name }, details: { steps: stored.nodes.length } })
    return pipelineView({ ...row, revision })
  })
}
