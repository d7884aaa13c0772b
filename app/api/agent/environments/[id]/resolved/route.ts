import { connection } from '@/db/client'
import { resolved } from '@/lib/environments/resolved'
import { ResolvedRequest } from '@/lib/protocol/environments'
import { agentRoute } from '../../../agent-route'

export const POST = agentRoute<{ id: string }>((agent, body, { id }) => resolved(connection().sql, agent, id, ResolvedRequest.parse(body)))
