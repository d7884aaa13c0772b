import { route } from '@/app/respond'
import { readRun } from '@/lib/runs/read'

export const GET = route<{ id: string }>('runs.read', (ctx, _request, { id }) => readRun(ctx, id))
