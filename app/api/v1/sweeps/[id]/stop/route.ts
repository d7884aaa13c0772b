import { route } from '@/app/respond'
import { stopSweep } from '@/lib/sweeps/control'

export const POST = route<{ id: string }>('runs.cancel', (ctx, _request, { id }) => stopSweep(ctx, id))
