import { route } from '@/app/respond'
import { startCorrection } from '@/lib/labeling/review-task'

export const POST = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => startCorrection(ctx, id))
