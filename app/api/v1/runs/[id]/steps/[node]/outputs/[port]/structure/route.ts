import { z } from 'zod'
import { route } from '@/app/respond'
import { modelStructure } from '@/lib/runs/model-structure'

const Query = z.object({ tree: z.coerce.number().int().min(0).default(0) })

export const GET = route<{ id: string; node: string; port: string }>('runs.read', async (ctx, request, { id, node, port }) => {
  const { tree } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
  return Response.json(await modelStructure(ctx, { runId: id, node, port, tree }), { headers: { 'cache-control': 'private, max-age=300' } })
})
