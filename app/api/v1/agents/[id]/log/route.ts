import { route } from '@/app/respond'
import { readAgentLog } from '@/lib/compute/agent-record'

export const GET = route<{ id: string }>('compute.read', (ctx, _request, { id }) => readAgentLog(ctx, id))
