import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { statSync } from 'node:fs'
import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { artifactStore } from '@/lib/artifacts/store'
import { leaseOfRequest, requireReadable } from '@/lib/queue/lease-access'
import { AppError } from '@/lib/errors'

interface Params {
  params: Promise<{ digest: string }>
}

/** An input of the lease whose job token asks. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  try {
    const { digest } = await params
    const lease = await leaseOfRequest(connection().sql, request)
    await requireReadable(connection().sql, lease, digest)
    const store = artifactStore()
    const stream = store.read(digest)
    const body = Readable.toWeb(stream) as unknown as ReadableStream
    return new Response(body, { headers: { 'content-type': 'application/octet-stream', 'content-length': String(statSync(store.path(digest)).size) } })
  } catch (error) {
    return errorResponse(error, 'GET /api/artifacts')
  }
}

/** An output of the lease whose job token asks; what comes must have the digest that it is put under. */
export async function PUT(request: Request, { params }: Params): Promise<Response> {
  try {
    const { digest } = await params
    await leaseOfRequest(connection().sql, request)
    if (!request.body) throw new AppError('invalid', 'The artifact is missing: send its bytes as the body.')
    const blob = await artifactStore().write(Readable.fromWeb(request.body as unknown as NodeStream))
    if (blob.digest !== digest) throw new AppError('invalid', 'What arrived is not what was announced: its sha256 differs. Send it again.', { digest: blob.digest })
    return Response.json(blob)
  } catch (error) {
    return errorResponse(error, 'PUT /api/artifacts')
  }
}
