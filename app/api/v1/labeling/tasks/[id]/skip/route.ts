import { route } from '@/app/respond'
import { skipTask } from '@/lib/labeling/leave-task'

export const POST = route<{ id: string }>('labeling.annotate', (ctx, _request, { id }) => skipTask(ctx, id), { often: true })
