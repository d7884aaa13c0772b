import { route } from '@/app/respond'
import { readRunTable } from '@/lib/tracking/runs/view'
import { questionIn } from './table-question'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  return readRunTable(ctx, {
    ...questionIn(query, id),
    order: query.get('order') ?? undefined,
    columns: query.getAll('column'),
    cursor: query.get('cursor') ?? undefined,
    count: query.get('count') !== 'false',
  })
})
