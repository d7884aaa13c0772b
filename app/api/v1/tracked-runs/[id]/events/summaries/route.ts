import { route } from '@/app/respond'
import { readSummaries } from '@/lib/tensorboard/view'

export const GET = route<{ id: string }>('experiments.read', async (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  return { summaries: await readSummaries(ctx, id, query.get('kind') ?? '', query.get('name') ?? '') }
})
