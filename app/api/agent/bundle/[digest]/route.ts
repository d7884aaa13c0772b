import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { bundleFile } from '@/lib/compute/bundle'
import { identifyAgent } from '@/lib/compute/identify-agent'

/** One file of the agent as gzip: as the content itself and not as its encoding, which servers and proxies on the way would touch. */
export async function GET(request: Request, { params }: { params: Promise<{ digest: string }> }): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    const zip = createGzip({ level: constants.Z_BEST_SPEED })
    createReadStream(await bundleFile((await params).digest)).on('error', (error) => zip.destroy(error)).pipe(zip)
    return new Response(Readable.toWeb(zip) as unknown as ReadableStream, { headers: { 'content-type': 'application/gzip', 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/bundle/digest')
  }
}
