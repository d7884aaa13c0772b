import { Readable } from 'node:stream'
import { z } from 'zod'
import { connection } from '@/db/client'
import { errorResponse } from '@/app/respond'
import { AppError } from '@/lib/errors'
import { answerRequest, describeBoard, openBoardFile, openGrowingFile, takeRequests } from '@/lib/tensorboard/board/serve'

const most = 48 << 20
const AnswerHeaders = z.record(z.string(), z.string())

/** @throws AppError `invalid` */
function headersIn(text: string): Record<string, string> {
  try {
    return AnswerHeaders.parse(JSON.parse(text))
  } catch {
    throw new AppError('invalid', 'The header x-atelier-headers is to be a JSON object of texts.')
  }
}

async function answer(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return errorResponse(error, `${request.method} /api/agent/leases/board`)
  }
}

/** What the TensorBoard whose job token asks shows; with `?digest=` one of its files, with `?piece=&from=` what one has that is being written. */
export const GET = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const query = new URL(request.url).searchParams
    const [digest, piece] = [query.get('digest'), query.get('piece')]
    const type = { headers: { 'content-type': 'application/octet-stream' } }
    if (piece !== null) return new Response(new Uint8Array(await openGrowingFile(connection().db, request, { piece: Number(piece), from: Number(query.get('from')) })), type)
    if (digest === null) return Response.json(await describeBoard(connection().db, request, query.has('starts')))
    return new Response(Readable.toWeb(await openBoardFile(connection().db, request, digest)) as ReadableStream, type)
  })

/** Waits for what browsers ask of it. */
export const POST = (request: Request): Promise<Response> => answer(request, async () => Response.json({ requests: await takeRequests(connection().db, request) }))

/** Its answer to `?request=`, with `?status=`; the headers are JSON in one of ours. */
export const PUT = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const query = new URL(request.url).searchParams
    const [id, status] = [query.get('request') ?? '', Number(query.get('status'))]
    if (!/^[0-9a-f-]{36}$/.test(id) || !Number.isInteger(status) || status < 200 || status > 599) throw new AppError('invalid', 'Say to which request, and with which status.')
    if (Number(request.headers.get('content-length') ?? 0) > most) throw new AppError('too_large', 'An answer of TensorBoard is at most 48 MB long.')
    const headers = headersIn(request.headers.get('x-atelier-headers') ?? '{}')
    await answerRequest(connection().db, request, { id, status, headers, answer: Buffer.from(await request.arrayBuffer()) })
    return new Response(null, { status: 204 })
  })
