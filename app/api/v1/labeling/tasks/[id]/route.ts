import { route } from '@/app/respond'
import { readTask } from '@/lib/labeling/read-task'

export const GET = route<{ id: string }>('labeling.read', (ctx, _request, { id }) => readTask(ctx, id), { often: true })
