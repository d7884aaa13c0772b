import * as z from 'zod/mini'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { readJson, route } from '@/app/respond'
import { AppError } from '@/lib/errors'
import { addImages } from '@/lib/labeling/add-images'
import { listImages } from '@/lib/labeling/read-images'
import { requireProject } from '@/lib/labeling/read-project'
import { receiveFile, takeUpload } from '@/lib/labeling/receive-file'

interface Params {
  id: string
}

const waitMs = 25_000
const Uploaded = z.object({ upload: z.string() })

export const GET = route<Params>('labeling.read', (ctx, request, { id }) => listImages(ctx, decodeURIComponent(id), Object.fromEntries(new URL(request.url).searchParams)))

/** Adds an image or a zip archive of images; answers when it is in, or after 25 s with state `running`. */
export const POST = route<Params>('labeling.manage', async (ctx, request, { id }) => {
  const project = await requireProject(ctx, decodeURIComponent(id))
  const job = await addImages(ctx, project.id, await incoming(ctx, request))
  return Response.json(await job.view(waitMs), { status: 201 })
})

async function incoming(ctx: Parameters<typeof takeUpload>[0], request: Request) {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) return takeUpload(ctx, (await readJson(request, Uploaded)).upload)
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const length = request.headers.get('content-length')
  return receiveFile(ctx, Readable.fromWeb(request.body as ReadableStream<Uint8Array>), { contentType, contentLength: length === null ? null : Number(length) })
}
