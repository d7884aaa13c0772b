import { queueConnection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import type { AgentIdentity } from '@/db/queries/compute'
import { identifyAuthorization } from '@/lib/compute/identify-agent'
import { AppError } from '@/lib/errors'

type Params = Record<string, string>

export interface AgentRoute<P> {
  (request: Request, context: { params: Promise<P> }): Promise<Response>
  /** The same without a Request and a Response, which cost as much as the work: `read` gives the body's text, `signal` says that who asked has gone. */
  answer(authorization: string | null, read: () => Promise<string>, params: P, signal: AbortSignal): Promise<unknown>
}

/** A handler of /api/agent: authenticates the agent by its token; results are JSON, errors as everywhere. */
export function agentRoute<P = Params>(handler: (agent: AgentIdentity, body: unknown, params: P, signal: AbortSignal) => Promise<unknown>): AgentRoute<P> {
  const answer: AgentRoute<P>['answer'] = async (authorization, read, params, signal) => {
    const agent = await identifyAuthorization(queueConnection().sql, authorization)
    return handler(agent, parsed(await read()), params, signal)
  }
  const route = async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      const result = await answer(request.headers.get('authorization'), () => request.text(), await context.params, request.signal)
      return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
    } catch (error) {
      return errorResponse(error, `${request.method} ${new URL(request.url).pathname}`)
    }
  }
  return Object.assign(route, { answer })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'The body is not JSON.')
  }
}

/** What a claim needs to know of an agent. */
export function claiming(agent: AgentIdentity) {
  const { memoryMb = 0, cpus = 0, gpus = [], tags = [], target = null } = agent.capabilities ?? {}
  return { id: agent.id, name: agent.name, memoryMb, sort: JSON.stringify([Math.round(memoryMb / 1024), cpus, gpus.length, tags, target]) }
}
