import { LogRequest } from '@/lib/protocol/messages'
import { appendLogs } from '@/lib/queue/append-logs'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute } from '../../../agent-route'

export const POST = agentRoute<{ id: string }>((agent, body, { id }) => appendLogs(studioQueue(), agent.id, id, LogRequest.parse(body)))
