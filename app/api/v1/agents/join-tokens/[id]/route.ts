import { route } from '@/app/respond'
import { readJoin } from '@/lib/compute/join'

export const GET = route<{ id: string }>('compute.manage', (ctx, _request, { id }) => readJoin(ctx, id))
