import { findPipeline } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { pipelineId, present } from '@/lib/drafts/access'
import { authorize } from '@/lib/permissions'
import type { PipelineView } from './schema'
import { pipelineView } from './view'

/** @throws AppError `not_found` also for one in the trash or in another workspace. */
export async function readPipeline(ctx: Context, id: string): Promise<PipelineView> {
  authorize(ctx, 'pipelines.read')
  return pipelineView(present(await findPipeline(ctx.db, ctx.workspace.id, pipelineId(id))))
}
