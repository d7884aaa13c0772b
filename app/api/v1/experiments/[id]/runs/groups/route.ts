import { route } from '@/app/respond'
import { groupRunTable } from '@/lib/tracking/runs/groups'
import { questionIn } from '../table-question'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  return groupRunTable(ctx, { ...questionIn(query, id), by: query.get('by') ?? '', columns: query.getAll('column') })
})
