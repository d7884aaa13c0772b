import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { agentBundle } from '@/lib/compute/bundle'
import { identifyAgent } from '@/lib/compute/identify-agent'

/** What an agent on `?platform=` is made of. */
export async function GET(request: Request): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    return Response.json(await agentBundle(new URL(request.url).searchParams.get('platform') ?? ''))
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/bundle')
  }
}
