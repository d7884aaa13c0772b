import { connection } from '@/db/client'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { limits } from '@/lib/tracking/limits'
import { contextOfClient } from './client-context'
import { endpoints } from './endpoints/all'
import type { Endpoint } from './endpoint'
import { answerWithin, withinReach } from './job-reach'
import { mlflowError, parameterError, refusal } from './refusal'
import { proxyFile, uploadPart } from './files'
import { JsonText, readWireJson } from './json'
import { unsupported } from './unsupported'

interface Found {
  endpoint: Endpoint
  params: Record<string, string>
}

const exact = new Map(endpoints.filter(({ path }) => !path.includes('{')).map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]))
const open = endpoints
  .filter(({ path }) => path.includes('{'))
  .map((endpoint) => ({ endpoint, pattern: new RegExp(`^${endpoint.path.replace('{rest}', '(?<rest>.+)').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }))

function find(method: string, path: string): Found | undefined {
  const endpoint = exact.get(`${method} ${path}`)
  if (endpoint) return { endpoint, params: {} }
  for (const { endpoint, pattern } of open) {
    const match = endpoint.method === method ? pattern.exec(path) : null
    if (match) return { endpoint, params: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)])) }
  }
  return undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new AppError('invalid', `Invalid path: “${part.slice(0, 100)}” is not encoded as an address is.`)
  }
}

export const bodyLimit = 32 << 20

interface Asked {
  request: Request
  /** The body's text, where it is not a file. */
  body(): Promise<string>
}

async function inputOf({ request, body }: Asked, url: URL, path: string): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {}
  for (const key of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(key)
    input[key] = values.length > 1 ? values : values[0]
  }
  if (request.method === 'GET') return input
  const text = await body()
  if (path === 'mlflow/runs/log-batch' && text.length > limits.batchBytes) throw new AppError('invalid', `Batched logging API requests must be at most ${limits.batchBytes} bytes, got a request of size ${text.length}.`)
  if (text.length > bodyLimit) throw new AppError('too_large', 'The request is larger than 32 MB.')
  const json = readWireJson(text)
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new AppError('invalid', 'Malformed request: the body is not a JSON object.')
  return { ...input, ...json }
}

/** The address under which the client has reached us. */
function originOf(request: Request, url: URL): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? url.host
  return `${request.headers.get('x-forwarded-proto')?.split(',')[0] ?? url.protocol.replace(':', '')}://${host}`
}

const address = /^\/(?:api|ajax-api)\/[23]\.0\/(.*?)\/?$/

/** Answers a request of the MLflow protocol, whatever its version and its spelling, with JSON in every case. */
export const answerMlflow = (request: Request): Promise<Response> => answer({ request, body: () => request.text() })

/** `answerMlflow` where the text of the body is not in the request. */
export async function answer(asked: Asked): Promise<Response> {
  const { request } = asked
  const url = new URL(request.url)
  try {
    const path = address.exec(url.pathname)?.[1] ?? ''
    const file = /^mlflow-artifacts\/artifacts\/(.+)$/.exec(path)
    if (file && (request.method === 'GET' || request.method === 'HEAD' || request.method === 'PUT')) return await proxyFile(request, decode(file[1]!))
    const part = /^mlflow-artifacts\/parts\/([\w-]+)\/(\d+)$/.exec(path)
    if (part && request.method === 'PUT') return await uploadPart(request, part[1]!, part[2]!)
    const found = find(request.method, path)
    if (!found) return unsupported(request.method, path) ?? refusal('ENDPOINT_NOT_FOUND', 404, `The studio has no endpoint ${request.method} ${url.pathname}.`)
    const ctx = await contextOfClient(found.endpoint.often ? connection().prepared : connection().db, request)
    authorize(ctx, found.endpoint.permission)
    const input = { ...(await inputOf(asked, url, path)), ...found.params, ...(path.startsWith('mlflow-artifacts/mpu/') && { origin: originOf(request, url) }) }
    const parsed = found.endpoint.schema.safeParse(input)
    if (!parsed.success) throw parameterError(parsed.error.issues, input)
    const data = parsed.data as Record<string, unknown>
    if (ctx.reach) await withinReach(ctx, ctx.reach, found.endpoint, data)
    const result = (await found.endpoint.handle(ctx, data as never)) ?? {}
    if (result instanceof JsonText && !ctx.reach) return new Response(result.text, { headers: { 'content-type': 'application/json' } })
    const plain: unknown = result instanceof JsonText ? JSON.parse(result.text) : result
    return Response.json(ctx.reach ? await answerWithin(ctx, ctx.reach, found.endpoint, plain) : plain)
  } catch (error) {
    return mlflowError(error, `${request.method} ${url.pathname}`)
  }
}
