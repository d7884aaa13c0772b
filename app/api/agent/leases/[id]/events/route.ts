import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { appendJobEvents } from '@/lib/commands/job'
import { AppError } from '@/lib/errors'

const most = 16 << 20

/** What an event file of the command whose job token asks has got since. */
export async function POST(request: Request): Promise<Response> {
  try {
    const query = new URL(request.url).searchParams
    if (Number(request.headers.get('content-length') ?? 0) > most) throw new AppError('too_large', 'Send at most 16 MB at a time.')
    const bytes = Buffer.from(await request.arrayBuffer())
    return Response.json({ readTo: await appendJobEvents(connection().db, request, { path: query.get('path') ?? '', from: Number(query.get('from')), bytes }) })
  } catch (error) {
    return errorResponse(error, 'POST /api/agent/leases/events')
  }
}
