import * as z from 'zod/mini'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { readJson, route } from '@/app/respond'
import { AppError } from '@/lib/errors'
import { importLabels, ImportOptions } from '@/lib/labeling/import-labels'
import { receiveFile, takeUpload } from '@/lib/labeling/receive-file'
import { requireProject } from '@/lib/labeling/read-project'
import { parse } from '@/lib/parse'

const waitMs = 25_000
const Uploaded = z.extend(ImportOptions, { upload: z.string() })

/** Takes labels in; answers when they are in, or after 25 s with state `running`. */
export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => {
  const project = await requireProject(ctx, decodeURIComponent(id))
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) {
    const { upload, ...options } = await readJson(request, Uploaded)
    const job = await importLabels(ctx, project.id, await takeUpload(ctx, upload), options)
    return Response.json(await job.view(waitMs), { status: 201 })
  }
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const length = request.headers.get('content-length')
  const { fields, ...file } = await receiveFile(ctx, Readable.fromWeb(request.body as ReadableStream<Uint8Array>), { contentType, contentLength: length === null ? null : Number(length) })
  const options = parse(ImportOptions, { format: fields.get('format'), ...(fields.get('yolo') && { yolo: fields.get('yolo') }), normalised: fields.get('normalised') === '1' })
  const job = await importLabels(ctx, project.id, file, options)
  return Response.json(await job.view(waitMs), { status: 201 })
})
