import { route } from '@/app/respond'
import { listModels } from '@/lib/registry/pages'

export const GET = route('models.read', (ctx, request) => {
  const query = new URL(request.url).searchParams
  return listModels(ctx, { contains: query.get('contains') ?? undefined, cursor: query.get('cursor') ?? undefined })
})
