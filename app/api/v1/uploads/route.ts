import { z } from 'zod'
import { readJson, route } from '@/app/respond'
import { createUpload } from '@/lib/uploads/create-upload'
import { fetchUpload } from '@/lib/uploads/fetch-upload'
import { listUploads } from '@/lib/uploads/read-upload'
import { CreateUploadInput, FetchUploadInput } from '@/lib/uploads/schema'
import { bytesHeader, tusHeaders, tusMetadata } from '@/lib/uploads/tus'

const Begin = z.union([FetchUploadInput, CreateUploadInput], 'Send {"url": …} or {"fileName": …, "size": …}, each with an optional "asset"')

export const GET = route('data.write', async (ctx) => ({ uploads: await listUploads(ctx) }))

/** Begins an upload, as JSON or as the tus protocol does it; one of the same file that stopped is gone on with. */
export const POST = route('data.write', async (ctx, request) => {
  const { headers } = request
  if (headers.get('upload-length') === null) {
    const input = await readJson(request, Begin)
    const upload = 'url' in input ? (await fetchUpload(ctx, input)).upload : await createUpload(ctx, input)
    return Response.json(upload, { status: 201 })
  }
  const { filename, fingerprint, asset } = tusMetadata(headers.get('upload-metadata'))
  const upload = await createUpload(ctx, { fileName: filename || 'table', size: bytesHeader(headers, 'upload-length'), ...(fingerprint && { fingerprint }), ...(asset && { asset }) })
  return Response.json(upload, { status: 201, headers: { ...tusHeaders, location: `/api/v1/uploads/${upload.id}` } })
})
