import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { artifactStore } from '@/lib/artifacts/store'
import { parseRange } from '@/lib/runs/byte-range'
import { readOutput } from '@/lib/runs/output'

const types: Record<string, { mime: string; extension: string }> = {
  table: { mime: 'application/vnd.apache.parquet', extension: 'parquet' },
  evaluation: { mime: 'application/json', extension: 'json' },
  transformation: { mime: 'application/json', extension: 'json' },
}

/** The blob at a port. `Range: bytes=a-b` gives a part of it. */
export const GET = route<{ id: string; node: string; port: string }>('runs.read', async (ctx, request, { id, node, port }) => {
  const output = await readOutput(ctx, { runId: id, node, port })
  const etag = `"${output.digest}"`
  const headers: Record<string, string> = { etag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=31536000, immutable' }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const { mime, extension } = types[output.type] ?? { mime: 'application/octet-stream', extension: 'bin' }
  headers['content-type'] = mime
  headers['content-disposition'] = `${mime === 'application/json' ? 'inline' : 'attachment'}; ${fileName(output.meta.filename, `${node}-${port}.${extension}`)}`
  const range = parseRange(request.headers.get('range'), output.size)
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${output.size}` } })
  const stream = artifactStore().read(output.digest, range)
  const length = range ? range.end - range.start + 1 : output.size
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${output.size}`
  headers['content-length'] = String(length)
  return new Response(Readable.toWeb(stream) as unknown as ReadableStream, { status: range ? 206 : 200, headers })
})

/** The name that a step gave its file, else `otherwise`, for the header: letters beyond ASCII as RFC 5987 writes them. */
function fileName(given: unknown, otherwise: string): string {
  if (typeof given !== 'string' || given === '') return `filename="${otherwise}"`
  const encoded = encodeURIComponent(given).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${given.replace(/[^\w .()-]/g, '_')}"; filename*=UTF-8''${encoded}`
}
