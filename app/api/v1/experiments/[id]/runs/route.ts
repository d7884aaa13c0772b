import { route } from '@/app/respond'
import { readRunTable } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  return readRunTable(ctx, {
    experimentId: id,
    filter: query.get('filter') ?? undefined,
    order: query.get('order') ?? undefined,
    deleted: query.get('deleted') === 'true',
    columns: query.getAll('column'),
    cursor: query.get('cursor') ?? undefined,
  })
})
