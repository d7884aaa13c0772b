import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { requestOf } from '@/app/node-request'
import { GET as bands } from './bands/route'
import { GET as series } from './series/route'

const handlers: Record<string, typeof series> = { series, bands }
const address = /^\/api\/v1\/comparison\/(series|bands)\?/
const compress = promisify(brotliCompress)
/** Of numbers it leaves as little as the most careful gzip does, in a tenth of its time, and beside whatever else the studio does. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 1 }
const long = 4_096

/**
 * Answers what charts ask with the handlers of the routes. Next.js would compress the answer itself, a megabyte of numbers for fifty
 * runs, in more time than it takes to read them. False where the request is another one.
 */
export function answerCharts(request: IncomingMessage, response: ServerResponse): boolean {
  const match = request.method === 'GET' ? address.exec(request.url ?? '') : null
  if (!match || !/\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))) return false
  void respond(handlers[match[1]!]!, request, response).catch(() => response.destroy())
  return true
}

async function respond(handler: typeof series, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await handler(requestOf(request), { params: Promise.resolve({}) })
  const plain = Buffer.from(await answer.arrayBuffer())
  const body = plain.length < long ? plain : await compress(plain, { params })
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), vary: 'Accept-Encoding', ...(body !== plain && { 'content-encoding': 'br' }), 'content-length': body.length }).end(body)
}
