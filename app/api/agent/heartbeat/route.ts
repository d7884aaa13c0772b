import { HeartbeatRequest } from '@/lib/protocol/messages'
import { heartbeat } from '@/lib/queue/heartbeat'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute } from '../agent-route'

export const POST = agentRoute((agent, body, _params, signal) => heartbeat(studioQueue(), agent.id, HeartbeatRequest.parse(body), signal))
