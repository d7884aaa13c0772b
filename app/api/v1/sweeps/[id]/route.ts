import { route } from '@/app/respond'
import { readSweep } from '@/lib/sweeps/read'

export const GET = route<{ id: string }>('runs.read', (ctx, _request, { id }) => readSweep(ctx, id))
