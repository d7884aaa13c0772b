import { DoneRequest } from '@/lib/protocol/messages'
import { done } from '@/lib/queue/done'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute, claiming } from '../../../agent-route'

export const POST = agentRoute<{ id: string }>(async (agent, body, { id }) => ({
  next: await done(studioQueue(), claiming(agent), id, DoneRequest.parse(body)),
}))
