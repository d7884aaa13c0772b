import { route } from '@/app/respond'
import { viewTrackedRun } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => viewTrackedRun(ctx, id))
