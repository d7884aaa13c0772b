import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { readJson, route } from '@/app/respond'
import { previewUpload, previewUrl } from '@/lib/data/preview-data'
import { PreviewUrlInput } from '@/lib/data/schema'
import { AppError } from '@/lib/errors'

/** How a file or an address would be read, before anything is registered. */
export const POST = route('data.write', async (ctx, request) => {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) return previewUrl(ctx, await readJson(request, PreviewUrlInput), request.signal)
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const length = request.headers.get('content-length')
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>)
  return previewUpload(ctx, body, { contentType, contentLength: length === null ? null : Number(length) }, request.signal)
})
