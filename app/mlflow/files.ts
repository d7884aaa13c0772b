import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { connection } from '@/db/client'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { readVersion, downloadUri } from '@/lib/registry/versions'
import { requirePath, requireRuns } from '@/lib/commands/reach'
import { parseRange } from '@/lib/runs/byte-range'
import { openFile, putFile, type StoredFile } from '@/lib/tracking/artifacts/files'
import { artifactPath, joinPath, pathOfUri } from '@/lib/tracking/artifacts/path'
import { mediaType } from '@/lib/tracking/artifacts/media-type'
import { putPart } from '@/lib/tracking/artifacts/uploads'
import { readTrackedRun } from '@/lib/tracking/runs/read'
import { contextOfClient } from './client-context'
import { mlflowError } from './refusal'

async function answer(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    return mlflowError(error, `${request.method} ${new URL(request.url).pathname}`)
  }
}

/** A file with its ranges. Always as an attachment: what people upload is never a page of the studio. */
function send(request: Request, file: StoredFile): Response {
  const etag = `"${file.digest}"`
  const headers: Record<string, string> = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': mediaType(file.name),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const range = parseRange(request.headers.get('range'), file.size)
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${file.size}` } })
  headers['content-length'] = String(range ? range.end - range.start + 1 : file.size)
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${file.size}`
  const body = file.size === 0 ? null : (Readable.toWeb(file.open(range)) as unknown as ReadableStream)
  return new Response(body, { status: range ? 206 : 200, headers })
}

const bodyOf = (request: Request) => (request.body ? Readable.fromWeb(request.body as unknown as NodeStream) : Readable.from([]))

/** `GET` and `PUT /mlflow-artifacts/artifacts/<path>` */
export const proxyFile = (request: Request, path: string): Promise<Response> =>
  answer(request, async () => {
    const ctx = await contextOfClient(connection().db, request)
    if (ctx.reach) await requirePath(ctx, ctx.reach, path, request.method === 'PUT' ? 'write' : 'read')
    if (request.method !== 'PUT') return send(request, await openFile(ctx, path))
    authorize(ctx, 'experiments.write')
    await putFile(ctx, path, bodyOf(request))
    return Response.json({})
  })

/** `PUT /mlflow-artifacts/parts/<secret>/<number>`: the secret is all that is asked for, as with addresses that are signed. */
export const uploadPart = (request: Request, secret: string, number: string): Promise<Response> =>
  answer(request, async () => {
    const { digest } = await putPart(connection().db, secret, Number(number), bodyOf(request))
    return new Response(null, { status: 200, headers: { etag: `"${digest}"` } })
  })

/** `GET /get-artifact?run_id&path` */
export const runFile = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const ctx = await contextOfClient(connection().db, request)
    const query = new URL(request.url).searchParams
    const id = query.get('run_id') ?? query.get('run_uuid') ?? ''
    if (ctx.reach) await requireRuns(ctx, ctx.reach, [id])
    const { row } = await readTrackedRun(ctx, id)
    return send(request, await openFile(ctx, below(row.artifact_uri, query.get('path'))))
  })

/** `GET /model-versions/get-artifact?name&version&path` */
export const versionFile = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const ctx = await contextOfClient(connection().db, request)
    const query = new URL(request.url).searchParams
    const { name, version } = await readVersion(ctx, query.get('name') ?? '', query.get('version') ?? '')
    return send(request, await openFile(ctx, below(await downloadUri(ctx, name, String(version)), query.get('path'))))
  })

function below(uri: string, path: string | null): string {
  const root = pathOfUri(uri)
  if (root === null) throw new AppError('invalid', `These files lie at ${uri}, outside this studio: fetch them there.`)
  return joinPath(root, artifactPath(path ?? ''))
}
