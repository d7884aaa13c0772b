import { route } from '@/app/respond'
import { readHistory, readRemoved } from '@/lib/labeling/task-history'

/** Every edit of one's own, of one shape with `annotation`; with `removed=1` the shapes that one took away instead. */
export const GET = route<{ id: string }>('labeling.read', async (ctx, request, { id }) => {
  const { searchParams: asked } = new URL(request.url)
  return asked.get('removed') === '1' ? { removed: await readRemoved(ctx, id) } : { history: await readHistory(ctx, id, asked.get('annotation') ?? undefined) }
})
