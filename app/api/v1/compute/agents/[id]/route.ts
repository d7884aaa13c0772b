import { route } from '@/app/respond'
import { removeAgent } from '@/lib/compute/create-agent'

export const DELETE = route<{ id: string }>('compute.manage', (ctx, _request, { id }) => removeAgent(ctx, id))
