import { queueConnection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import type { AgentIdentity } from '@/db/queries/compute'
import { identifyAgent } from '@/lib/compute/identify-agent'
import { AppError } from '@/lib/errors'

type Params = Record<string, string>

/** A handler of /api/agent: authenticates the agent by its token; results are JSON, errors as everywhere. */
export function agentRoute<P = Params>(handler: (agent: AgentIdentity, body: unknown, params: P, request: Request) => Promise<unknown>) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      const agent = await identifyAgent(queueConnection().sql, request)
      const body: unknown = await request.json().catch(() => {
        throw new AppError('invalid', 'The body is not JSON.')
      })
      const result = await handler(agent, body, await context.params, request)
      return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
    } catch (error) {
      return errorResponse(error, `${request.method} ${new URL(request.url).pathname}`)
    }
  }
}

/** What a claim needs to know of an agent. */
export function claiming(agent: AgentIdentity) {
  const { memoryMb = 0, cpus = 0, gpus = [], tags = [], target = null } = agent.capabilities ?? {}
  return { id: agent.id, name: agent.name, memoryMb, sort: JSON.stringify([Math.round(memoryMb / 1024), cpus, gpus.length, tags, target]) }
}
