import { route } from '@/app/respond'
import { readHistory } from '@/lib/labeling/task-history'

export const GET = route<{ id: string }>('labeling.read', async (ctx, request, { id }) => ({ history: await readHistory(ctx, id, new URL(request.url).searchParams.get('annotation') ?? undefined) }))
