import { route } from '@/app/respond'
import { removeAgent } from '@/lib/compute/create-agent'
import { readAgent } from '@/lib/compute/read'

export const GET = route<{ id: string }>('compute.read', (ctx, _request, { id }) => readAgent(ctx, id))

export const DELETE = route<{ id: string }>('compute.manage', (ctx, _request, { id }) => removeAgent(ctx, id))
