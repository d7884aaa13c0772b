import { ClaimRequest } from '@/lib/protocol/messages'
import { claim } from '@/lib/queue/claim'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute, claiming } from '../agent-route'

export const POST = agentRoute(async (agent, body, _params, signal) => ({
  leases: await claim(studioQueue(), claiming(agent), ClaimRequest.parse(body), signal),
}))
