import { findPipeline, setPipelineDeleted } from '@/db/queries/pipelines'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { notFound, pipelineId } from '@/lib/drafts/access'
import { authorize } from '@/lib/permissions'

/** Moves a pipeline into the trash, from where `changePipeline` brings it back. Deleting twice is no error. */
export async function deletePipeline(ctx: Context, id: string): Promise<void> {
  authorize(ctx, 'pipelines.delete')
  await ctx.db.transaction(async (db) => {
    const row = await findPipeline(db, ctx.workspace.id, pipelineId(id))
    if (!row) throw notFound()
    if (await setPipelineDeleted(db, ctx.workspace.id, id, true)) {
      await recordActivity({ ...ctx, db }, { action: 'pipeline.deleted', object: { kind: 'pipeline', id, name: row.name } })
    }
  })
}
