import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { readJson, route } from '@/app/respond'
import { importGallery } from '@/lib/data/import-gallery'
import { importUrl } from '@/lib/data/import-url'
import { listData } from '@/lib/data/list-data'
import { ImportGalleryInput, ImportUrlInput } from '@/lib/data/schema'
import { uploadData } from '@/lib/data/upload-data'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { z } from 'zod'

/** Below the limits of proxies and browsers, and long enough for nearly every file. */
const waitMs = 25_000

const Import = z.union([ImportUrlInput, ImportGalleryInput], 'Send {"url": …} or {"gallery": …}, each with an optional "name"')

export const GET = route('data.read', async (ctx) => ({ assets: await listData(ctx) }))

/** Adds a version from a file, an address or the gallery; answers when it is read, or after 25 s with state `reading`. */
export const POST = route('data.write', async (ctx, request) => {
  const started = await start(ctx, request)
  return Response.json(await started.view(waitMs), { status: 201 })
})

async function start(ctx: Context, request: Request) {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) {
    const input = await readJson(request, Import)
    return 'url' in input ? importUrl(ctx, input) : importGallery(ctx, input)
  }
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const length = request.headers.get('content-length')
  const body = Readable.fromWeb(request.body as ReadableStream<Uint8Array>)
  return uploadData(ctx, body, { contentType, contentLength: length === null ? null : Number(length) })
}
