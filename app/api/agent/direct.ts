import type { IncomingMessage, ServerResponse } from 'node:http'
import { POST as claim } from './claim/route'
import { POST as heartbeat } from './heartbeat/route'
import { POST as hello } from './hello/route'
import { POST as done } from './leases/[id]/done/route'
import { POST as logs } from './leases/[id]/logs/route'

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>

const handlers: Record<string, Handler> = { claim, heartbeat, hello, done, logs }
const address = /^\/api\/agent\/(?:(claim|heartbeat|hello)|leases\/([^/?]+)\/(done|logs))$/
/** Larger than any report; the body is held in memory. */
const largest = 64 << 20

/**
 * Answers what agents ask all the time without the routing of Next.js, which costs several times what the work does. The
 * handlers are those of the routes. False where the request is another one.
 */
export function answerAgent(request: IncomingMessage, response: ServerResponse): boolean {
  const match = request.method === 'POST' ? address.exec(request.url ?? '') : null
  if (!match) return false
  void respond(handlers[match[1] ?? match[3]!]!, match[2] ?? '', request, response).catch(() => response.destroy())
  return true
}

async function respond(handler: Handler, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) gone.abort()
  })
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part)
    if ((length += part.length) > largest) return void response.writeHead(413).end()
  }
  const headers = { authorization: request.headers.authorization ?? '' }
  const answer = await handler(new Request(`http://studio${request.url}`, { method: 'POST', headers, body: Buffer.concat(parts), signal: gone.signal }), { params: Promise.resolve({ id }) })
  const body = Buffer.from(await answer.arrayBuffer())
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}
