import { route } from '@/app/respond'
import { readEnvironmentLog } from '@/lib/compute/read'

export const GET = route<{ id: string; hash: string }>('compute.read', (ctx, _request, { id, hash }) => readEnvironmentLog(ctx, id, hash))
