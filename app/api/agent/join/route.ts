import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { bearer } from '@/lib/compute/identify-agent'
import { joinAgent, JoinInput } from '@/lib/compute/join'

/** A machine becomes an agent: the join token is its only credential, and is worth nothing afterwards. */
export async function POST(request: Request): Promise<Response> {
  try {
    const token = bearer(request, 'atl_join_')
    return Response.json(await joinAgent(connection().db, token, JoinInput.parse(await request.json().catch(() => ({})))), { status: 201 })
  } catch (error) {
    return errorResponse(error, 'POST /api/agent/join')
  }
}
