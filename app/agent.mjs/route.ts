import { errorResponse } from '@/app/respond'
import { attachProgram } from '@/lib/compute/bundle'

/** The program with which a machine becomes an agent. It holds no secret, and whoever fetches it has no credential yet. */
export async function GET(): Promise<Response> {
  try {
    return new Response(await attachProgram(), { headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' } })
  } catch (error) {
    return errorResponse(error, 'GET /agent.mjs')
  }
}
