import { route } from '@/app/respond'
import { readExperiment } from '@/lib/tracking/experiments/search'

export const GET = route<{ id: string }>('experiments.read', async (ctx, _request, { id }) => {
  const { number, name, lifecycle, tags } = await readExperiment(ctx, id)
  return { id: String(number), name, lifecycle, note: tags['mlflow.note.content'] ?? '' }
})
