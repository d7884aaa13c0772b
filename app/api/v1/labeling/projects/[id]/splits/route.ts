import { route } from '@/app/respond'
import { listSplits } from '@/lib/labeling/split-label'

export const GET = route<{ id: string }>('labeling.read', async (ctx, _request, { id }) => ({ splits: await listSplits(ctx, id) }))
