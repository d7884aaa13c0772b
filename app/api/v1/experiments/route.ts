import { route } from '@/app/respond'
import { listExperiments } from '@/lib/tracking/experiments/search'

export const GET = route('experiments.read', (ctx, request) => {
  const query = new URL(request.url).searchParams
  return listExperiments(ctx, { filter: query.get('filter') ?? undefined, shown: query.get('deleted') === 'true' ? 'deleted' : 'active', maxResults: 200, pageToken: query.get('cursor') ?? undefined })
})
