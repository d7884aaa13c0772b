import { route } from '@/app/respond'
import { duplicatePipeline } from '@/lib/pipelines/duplicate'

export const POST = route<{ id: string }>('pipelines.write', async (ctx, _request, { id }) => Response.json(await duplicatePipeline(ctx, id), { status: 201 }))
