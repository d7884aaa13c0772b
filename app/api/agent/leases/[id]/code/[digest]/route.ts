import { Readable } from 'node:stream'
import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { openJobCode } from '@/lib/commands/job'

interface Params {
  params: Promise<{ digest: string }>
}

/** A file of the code of the command whose job token asks. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  try {
    const stream = await openJobCode(connection().db, request, (await params).digest)
    return new Response(Readable.toWeb(stream) as ReadableStream, { headers: { 'content-type': 'application/octet-stream' } })
  } catch (error) {
    return errorResponse(error, 'GET /api/agent/leases/code')
  }
}
