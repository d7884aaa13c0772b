import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import * as z from 'zod/mini'
import { readJson, route } from '@/app/respond'
import { AppError } from '@/lib/errors'
import { receiveFile, takeUpload } from '@/lib/labeling/receive-file'
import { requireProject } from '@/lib/labeling/read-project'
import { addVideo, VideoInput } from '@/lib/labeling/video/add-video'

const Uploaded = z.extend(VideoInput, { upload: z.string() })

/** Has an agent cut a video into frames; answers at once with state `running`. */
export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => {
  const project = await requireProject(ctx, decodeURIComponent(id))
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) {
    const { upload, ...input } = await readJson(request, Uploaded)
    return Response.json(await (await addVideo(ctx, project.id, await takeUpload(ctx, upload), input)).view(0), { status: 201 })
  }
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const length = request.headers.get('content-length')
  const { fields, ...file } = await receiveFile(ctx, Readable.fromWeb(request.body as ReadableStream<Uint8Array>), { contentType, contentLength: length === null ? null : Number(length) })
  return Response.json(await (await addVideo(ctx, project.id, file, Object.fromEntries(fields) as VideoInput)).view(0), { status: 201 })
})
