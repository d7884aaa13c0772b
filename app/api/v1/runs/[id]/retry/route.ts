import { route } from '@/app/respond'
import { retryRun } from '@/lib/runs/retry'

export const POST = route<{ id: string }>('runs.submit', (ctx, _request, { id }) => retryRun(ctx, id))
