import { route } from '@/app/respond'
import { sweepOptions } from '@/lib/sweeps/options'

export const GET = route<{ id: string }>('runs.read', (ctx, _request, { id }) => sweepOptions(ctx, id))
