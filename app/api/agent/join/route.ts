import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { joinNode } from '@/lib/clusters/join-node'
import { bearer } from '@/lib/compute/identify-agent'
import { joinAgent, JoinInput } from '@/lib/compute/join'

/** A machine becomes an agent: the join token is its only credential, and is worth nothing afterwards. */
export async function POST(request: Request): Promise<Response> {
  try {
    const token = bearer(request, 'atl_join_')
    const input = JoinInput.parse(await request.json().catch(() => ({})))
    const { db } = connection()
    return Response.json((await joinNode(db, token, input.name)) ?? (await joinAgent(db, token, input)), { status: 201 })
  } catch (error) {
    return errorResponse(error, 'POST /api/agent/join')
  }
}
