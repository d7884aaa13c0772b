import { Readable } from 'node:stream'
import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { openJobCode } from '@/lib/commands/job'

/** A file of the code of the command whose job token asks: `?digest=` */
export async function GET(request: Request): Promise<Response> {
  try {
    const stream = await openJobCode(connection().db, request, new URL(request.url).searchParams.get('digest') ?? '')
    return new Response(Readable.toWeb(stream) as ReadableStream, { headers: { 'content-type': 'application/octet-stream' } })
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/leases/code')
  }
}
