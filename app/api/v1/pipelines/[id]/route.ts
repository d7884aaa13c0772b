import { route } from '@/app/respond'
import { changePipeline } from '@/lib/pipelines/change'
import { deletePipeline } from '@/lib/pipelines/delete'
import { pipelineProblems } from '@/lib/pipelines/problems'
import { readPipeline } from '@/lib/pipelines/read'
import type { PipelineWithProblems } from '@/lib/pipelines/schema'
import { readJsonBody } from '../read-json-body'

export const GET = route<{ id: string }>('pipelines.read', async (ctx, _request, { id }): Promise<PipelineWithProblems> => {
  const pipeline = await readPipeline(ctx, id)
  return { ...pipeline, problems: await pipelineProblems(ctx, pipeline.graph) }
})

/** Name, description, or `deleted: false` to take it out of the trash. */
export const PATCH = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => changePipeline(ctx, id, await readJsonBody(request)))

/** Into the trash. */
export const DELETE = route<{ id: string }>('pipelines.delete', (ctx, _request, { id }) => deletePipeline(ctx, id))
