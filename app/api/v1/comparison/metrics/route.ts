import { route } from '@/app/respond'
import { readComparedMetrics } from '@/lib/comparison/read-runs'

export const GET = route('experiments.read', (ctx, request) => {
  const query = new URL(request.url).searchParams
  return readComparedMetrics(ctx, { runs: query.getAll('run'), names: query.getAll('name'), contains: query.get('contains') ?? '' })
})
