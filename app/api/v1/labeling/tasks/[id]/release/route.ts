import { route } from '@/app/respond'
import { releaseTask } from '@/lib/labeling/leave-task'

export const POST = route<{ id: string }>('labeling.annotate', (ctx, _request, { id }) => releaseTask(ctx, id), { often: true })
