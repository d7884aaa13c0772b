import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { connection } from '@/db/client'
import type { BoardAnswer } from '@/db/queries/tensorboards'
import { errorResponse } from '@/app/respond'
import { contextOfRequest } from '@/lib/auth/authenticate'
import { findBoardSpace } from '@/lib/tensorboard/board/space'
import { askBoard } from '@/lib/tensorboard/board/ask'
import { boardPath, readBoard } from '@/lib/tensorboard/board/read'
import type { BoardView } from '@/lib/tensorboard/board/schema'
import { AppError } from '@/lib/errors'

/** All that reaches TensorBoard of what a browser sends along: no cookie, no token. */
const passedOn = ['accept', 'accept-language', 'content-type', 'range']
/** All that reaches the browser of what TensorBoard says. */
const passedBack = ['content-type', 'content-range', 'cache-control', 'content-security-policy', 'etag', 'expires', 'last-modified']
const mostBody = 1 << 20

/** A browser's request of a TensorBoard: whoever may read the run asks, and the agent answers. */
export async function forward(request: Request, id: string, parts: string[]): Promise<Response> {
  const url = new URL(request.url)
  try {
    const { db } = connection()
    const slug = await findBoardSpace(db, id)
    if (!slug) throw new AppError('not_found', 'There is no such TensorBoard. Open one from a run.')
    const headers = new Headers(request.headers)
    headers.set('x-atelier-workspace', slug)
    const ctx = await contextOfRequest(db, new Request(url, { method: request.method, headers }))
    const board = await readBoard(ctx, id)
    if (parts.length === 0) return new Response(null, { status: 307, headers: { location: `${boardPath(id)}/index.html` } })
    if (board.state !== 'ready') return notReady(request, parts, board)
    const body = request.method === 'POST' ? Buffer.from(await request.arrayBuffer()) : null
    if (body && body.length > mostBody) throw new AppError('too_large', 'What is sent to TensorBoard is at most 1 MB long.')
    const path = `/${parts.map(encodeURIComponent).join('/')}${url.search}`
    const answer = await askBoard(ctx, board.id, { method: request.method, path, headers: { ...only(passedOn, Object.fromEntries(request.headers)), 'accept-encoding': 'gzip' }, body }, request.signal)
    const back = new Headers(only(passedBack, answer.headers))
    back.append('content-security-policy', policy(request, url, id))
    back.set('x-content-type-options', 'nosniff')
    back.set('referrer-policy', 'no-referrer')
    const content = await unpacked(answer)
    return new Response(content.length === 0 ? null : new Uint8Array(content), { status: answer.status, headers: back })
  } catch (error) {
    const answer = errorResponse(error, `${request.method} ${url.pathname}`)
    if (!isPage(request, parts)) return answer
    const { error: told } = (await answer.json()) as { error: { message: string } }
    return page('TensorBoard cannot be shown', answer.status === 401 ? 'You are not signed in. Sign in to the studio, then load this page again.' : told.message, answer.status)
  }
}

/** On its way it is compressed; towards the browser the studio's own server sees to that. */
async function unpacked({ headers, answer }: BoardAnswer): Promise<Buffer> {
  return headers['content-encoding'] === 'gzip' ? promisify(gunzip)(answer) : answer
}

function only(names: readonly string[], headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name.toLowerCase())))
}

/** Its pages are of the studio's own address: what runs in them reaches this TensorBoard and nothing else of the studio. */
function policy(request: Request, url: URL, id: string): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? url.host
  const protocol = request.headers.get('x-forwarded-proto')?.split(',')[0] ?? url.protocol.replace(':', '')
  const own = `${protocol}://${host}${boardPath(id)}/`
  return `connect-src ${own}; frame-src ${own}; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-same-origin allow-downloads`
}

const isPage = (request: Request, parts: string[]) => parts.length < 2 && (parts[0] ?? 'index.html') === 'index.html' && request.headers.get('accept')?.includes('text/html') === true

/** What a person reads who comes too early or too late; a script reads it as JSON. */
function notReady(request: Request, parts: string[], { state, message }: BoardView): Response {
  if (!isPage(request, parts)) throw new AppError('unavailable', message)
  const soon = state === 'waiting' || state === 'starting'
  return page(soon ? 'TensorBoard starts' : 'TensorBoard does not run', message, soon ? 503 : 410, soon)
}

/** A page of a sentence; with `again` it looks again by itself. */
function page(title: string, message: string, status: number, again = false): Response {
  const text = message.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const refresh = again ? '<meta http-equiv="refresh" content="2">' : ''
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${refresh}<title>TensorBoard</title><body style="font:16px system-ui;margin:20vh auto;max-width:36rem;padding:0 1rem"><h1 style="font-size:1.25rem">${title}</h1><p>${text}</p></body></html>`
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", 'cache-control': 'no-store' } })
}
