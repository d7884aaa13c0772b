import { connection } from '@/db/client'
import { environmentDefinition } from '@/lib/environments/fetch'
import { agentRoute } from '../../../agent-route'

/** What an agent builds an environment from; `id` is its hash. */
export const POST = agentRoute<{ id: string }>((_agent, _body, { id }) => environmentDefinition(connection().db, id))
