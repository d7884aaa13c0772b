import { route } from '@/app/respond'
import { readRunTable, shownRuns } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  return readRunTable(ctx, {
    experimentId: id,
    filter: query.get('filter') ?? undefined,
    order: query.get('order') ?? undefined,
    shown: shownRuns.find((shown) => shown === query.get('shown')) ?? (query.get('deleted') === 'true' ? 'deleted' : 'active'),
    columns: query.getAll('column'),
    cursor: query.get('cursor') ?? undefined,
  })
})
