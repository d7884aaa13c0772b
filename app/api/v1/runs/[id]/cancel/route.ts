import { route } from '@/app/respond'
import { cancelRun } from '@/lib/runs/cancel'

export const POST = route<{ id: string }>('runs.cancel', (ctx, _request, { id }) => cancelRun(ctx, id))
