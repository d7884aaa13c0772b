import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/errors'
import { requestOf } from '../node-request'
import { answer, answerMlflow, bodyLimit } from './answer'

const address = /^\/(?:api|ajax-api)\/[23]\.0\//
const smallBody = 1 << 20
/** A file, which passes as a stream. */
const file = /^\/(?:api|ajax-api)\/[23]\.0\/mlflow-artifacts\/(?:artifacts|parts)\//

/**
 * Answers the MLflow protocol without the routing of Next.js, which costs as much as storing a batch does; the handler is that
 * of the routes. Files are streams both ways. False where the request is another one.
 */
export function answerTracking(request: IncomingMessage, response: ServerResponse): boolean {
  if (!address.test(request.url ?? '')) return false
  void (file.test(request.url!) ? passFile(request, response) : respond(request, response)).catch(() => response.destroy())
  return true
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // A small body comes in while it is looked up who asks.
  const early = Number(incoming.headers['content-length']) <= smallBody ? textOf(incoming) : undefined
  early?.catch(() => {})
  const found = await answer({ request: requestOf(incoming), body: () => early ?? textOf(incoming) })
  const body = new Uint8Array(await found.arrayBuffer())
  outgoing.writeHead(found.status, { ...Object.fromEntries(found.headers), 'content-length': body.length }).end(incoming.method === 'HEAD' ? '' : body)
}

async function passFile(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const bodiless = incoming.method === 'GET' || incoming.method === 'HEAD'
  const found = await answerMlflow(requestOf(incoming, bodiless ? {} : { body: Readable.toWeb(incoming) as unknown as BodyInit, duplex: 'half' }))
  outgoing.writeHead(found.status, Object.fromEntries(found.headers))
  if (!found.body || incoming.method === 'HEAD') return void outgoing.end()
  await pipeline(Readable.fromWeb(found.body as never), outgoing)
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    parts.push(part)
    if ((length += part.length) > bodyLimit) throw new AppError('too_large', 'The request is larger than 32 MB.')
  }
  return Buffer.concat(parts).toString('utf8')
}
