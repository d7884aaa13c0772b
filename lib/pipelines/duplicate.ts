import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { createPipeline } from './create'
import { readPipeline } from './read'
import type { PipelineView } from './schema'

/** A new pipeline with the same draft, named "Copy of …". Runs stay with the original. */
export async function duplicatePipeline(ctx: Context, id: string): Promise<PipelineView> {
  authorize(ctx, 'pipelines.write')
  const { name, description, graph } = await readPipeline(ctx, id)
  return createPipeline(ctx, { name: `Copy of ${name}`.slice(0, 200), description, graph })
}
