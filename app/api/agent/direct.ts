import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer } from '@/app/respond'
import { AppError } from '@/lib/errors'
import type { AgentRoute } from './agent-route'
import { POST as claim } from './claim/route'
import { POST as heartbeat } from './heartbeat/route'
import { POST as hello } from './hello/route'
import { POST as done } from './leases/[id]/done/route'
import { POST as logs } from './leases/[id]/logs/route'

const routes: Record<string, AgentRoute<{ id: string }>> = { claim, heartbeat, hello, done, logs }
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
  void respond(routes[match[1] ?? match[3]!]!, match[2] ?? '', request, response).catch(() => response.destroy())
  return true
}

async function respond(route: AgentRoute<{ id: string }>, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) gone.abort()
  })
  try {
    // Read before it is known who asks, as an answer in the middle of a request would break the connection.
    const text = await readBody(request)
    const result = await route.answer(request.headers.authorization ?? null, () => Promise.resolve(text), { id }, gone.signal)
    if (result === undefined) response.writeHead(204).end()
    else send(response, 200, {}, result)
  } catch (error) {
    const { status, headers, body } = errorAnswer(error, `POST ${request.url}`)
    send(response, status, headers, body)
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part)
    if ((length += part.length) > largest) throw new AppError('too_large', 'Send reports of 64 MB at most.')
  }
  return (parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString()
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}
