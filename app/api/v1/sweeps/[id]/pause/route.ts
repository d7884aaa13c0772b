import { route } from '@/app/respond'
import { pauseSweep } from '@/lib/sweeps/control'

export const POST = route<{ id: string }>('runs.cancel', (ctx, _request, { id }) => pauseSweep(ctx, id))
