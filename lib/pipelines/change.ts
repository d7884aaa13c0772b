import { lockPipeline, setPipelineDeleted, setPipelineNames } from '@/db/queries/pipelines'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { notFound, pipelineId, present } from '@/lib/drafts/access'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { ChangePipelineInput, type PipelineView } from './schema'
import { pipelineView } from './view'

/**
 * Renames, describes anew, or takes out of the trash.
 * @throws AppError `invalid`, `forbidden`, `not_found`.
 */
export async function changePipeline(ctx: Context, id: string, input: ChangePipelineInput): Promise<PipelineView> {
  authorize(ctx, 'pipelines.write')
  const { deleted, ...names } = parse(ChangePipelineInput, input)
  return ctx.db.transaction(async (db) => {
    const row = await lockPipeline(db, ctx.workspace.id, pipelineId(id))
    if (!row) throw notFound()
    if (deleted === false && (await setPipelineDeleted(db, ctx.workspace.id, id, false))) {
      await recordActivity({ ...ctx, db }, { action: 'pipeline.restored', object: { kind: 'pipeline', id, name: row.name } })
      row.deletedAt = null
    }
    present(row)
    const changed = { ...row, ...names }
    if (changed.name !== row.name || changed.description !== row.description) {
      await setPipelineNames(db, id, names)
      const renamed = changed.name !== row.name
      await recordActivity(
        { ...ctx, db },
        { action: renamed ? 'pipeline.renamed' : 'pipeline.described', object: { kind: 'pipeline', id, name: changed.name }, details: renamed ? { from: row.name } : {} },
      )
    }
    return pipelineView(changed)
  })
}
