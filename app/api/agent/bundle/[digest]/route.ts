import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import { errorResponse } from '@/app/respond'
import { connection } from '@/db/client'
import { bundleFile } from '@/lib/compute/bundle'
import { identifyAgent } from '@/lib/compute/identify-agent'

/** One file of the agent, packed where the asker can unpack. */
export async function GET(request: Request, { params }: { params: Promise<{ digest: string }> }): Promise<Response> {
  try {
    await identifyAgent(connection().sql, request)
    const file = createReadStream(await bundleFile((await params).digest))
    const packed = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    const zip = createGzip({ level: constants.Z_BEST_SPEED })
    const body = packed ? file.on('error', (error) => zip.destroy(error)).pipe(zip) : file
    return new Response(Readable.toWeb(body) as unknown as ReadableStream, {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store', ...(packed && { 'content-encoding': 'gzip' }) },
    })
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/bundle/digest')
  }
}
