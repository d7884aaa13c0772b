import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { agentBundle, smallFiles } from '@/lib/compute/bundle'
import { identifyAgent } from '@/lib/compute/identify-agent'

const Wanted = z.object({ digests: z.array(z.string()).max(2_000) })

/** What an agent on `?platform=` is made of. */
export async function GET(request: Request): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    return Response.json(await agentBundle(new URL(request.url).searchParams.get('platform') ?? ''))
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/bundle')
  }
}

/** Many small files at once, by digest: gzip of a JSON object with each in base64. The large ones are asked for alone. */
export async function POST(request: Request): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    const files = await smallFiles(Wanted.parse(await request.json()).digests)
    return new Response(gzipSync(JSON.stringify(files)), { headers: { 'content-type': 'application/gzip', 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error, 'POST /api/agent/bundle')
  }
}
