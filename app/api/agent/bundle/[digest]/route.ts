import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { bundleFile } from '@/lib/compute/bundle'
import { identifyAgent } from '@/lib/compute/identify-agent'

/**
 * One file of the agent as gzip: as the content itself and not as its encoding, which servers and proxies on the way would touch.
 * `?packed=no`: as it is, for an agent on this machine.
 */
export async function GET(request: Request, { params }: { params: Promise<{ digest: string }> }): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    const file = createReadStream(await bundleFile((await params).digest), { highWaterMark: 1 << 20 })
    if (new URL(request.url).searchParams.get('packed') === 'no') return answer(file, 'application/octet-stream')
    const zip = createGzip({ level: constants.Z_BEST_SPEED })
    file.on('error', (error) => zip.destroy(error)).pipe(zip)
    return answer(zip, 'application/gzip')
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/bundle/digest')
  }
}

function answer(body: Readable, type: string): Response {
  return new Response(Readable.toWeb(body) as unknown as ReadableStream, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
}
