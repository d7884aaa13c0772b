import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { answerMlflow } from './answer'

const address = /^\/(?:api|ajax-api)\/[23]\.0\//

/**
 * Answers the MLflow protocol without the routing of Next.js, which costs as much as storing a batch does; the handler is that
 * of the routes. Bodies are streams both ways. False where the request is another one.
 */
export function answerTracking(request: IncomingMessage, response: ServerResponse): boolean {
  if (!address.test(request.url ?? '')) return false
  void respond(request, response).catch(() => response.destroy())
  return true
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const bodiless = incoming.method === 'GET' || incoming.method === 'HEAD'
  const request = new Request(`http://${incoming.headers.host ?? 'studio'}${incoming.url}`, {
    method: incoming.method,
    headers: headersOf(incoming),
    ...(!bodiless && { body: Readable.toWeb(incoming) as unknown as BodyInit, duplex: 'half' }),
  } as RequestInit)
  const answer = await answerMlflow(request)
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body || incoming.method === 'HEAD') return void outgoing.end()
  await pipeline(Readable.fromWeb(answer.body as never), outgoing)
}

function headersOf(incoming: IncomingMessage): [string, string][] {
  return Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]]))
}
