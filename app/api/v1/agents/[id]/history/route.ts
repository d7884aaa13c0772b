import { route } from '@/app/respond'
import { readAgentHistory } from '@/lib/compute/agent-record'

export const GET = route<{ id: string }>('compute.read', (ctx, _request, { id }) => readAgentHistory(ctx, id))
