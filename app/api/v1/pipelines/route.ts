import { route } from '@/app/respond'
import { readJsonBody } from './read-json-body'
import { createPipeline } from '@/lib/pipelines/create'
import { listPipelines } from '@/lib/pipelines/list'

/** `?search=` any part of name or description, `?deleted=true` the trash, `?limit=` up to 500. */
export const GET = route('pipelines.read', async (ctx, request) => {
  const query = new URL(request.url).searchParams
  const limit = query.get('limit')
  const pipelines = await listPipelines(ctx, {
    search: query.get('search') ?? undefined,
    deleted: query.get('deleted') === 'true',
    ...(limit !== null && { limit: Number(limit) }),
  })
  return { pipelines }
})

export const POST = route('pipelines.write', async (ctx, request) => {
  return Response.json(await createPipeline(ctx, await readJsonBody(request)), { status: 201 })
})
