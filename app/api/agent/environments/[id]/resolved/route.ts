import { resolved } from '@/lib/environments/resolved'
import { ResolvedRequest } from '@/lib/protocol/environments'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute } from '../../../agent-route'

export const POST = agentRoute<{ id: string }>((agent, body, { id }) => resolved(studioQueue(), agent, id, ResolvedRequest.parse(body)))
