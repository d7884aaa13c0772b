import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { route } from '@/app/respond'
import { appendUpload } from '@/lib/uploads/append-upload'
import { deleteUpload } from '@/lib/uploads/delete-upload'
import { readUpload } from '@/lib/uploads/read-upload'
import { bytesHeader, tusHeaders } from '@/lib/uploads/tus'

interface Params {
  id: string
}

export const GET = route<Params>('data.write', (ctx, _request, { id }) => readUpload(ctx, id))

/** How far it is, as the tus protocol asks it. */
export const HEAD = route<Params>('data.write', async (ctx, _request, { id }) => {
  const { received, size } = await readUpload(ctx, id)
  return new Response(null, { headers: { ...tusHeaders, 'upload-offset': String(received), ...(size !== null && { 'upload-length': String(size) }) } })
})

/** Further bytes. */
export const PATCH = route<Params>('data.write', async (ctx, request, { id }) => {
  const body = request.body ? Readable.fromWeb(request.body as ReadableStream<Uint8Array>) : Readable.from([])
  const offset = await appendUpload(ctx, id, bytesHeader(request.headers, 'upload-offset'), body)
  return new Response(null, { status: 204, headers: { ...tusHeaders, 'upload-offset': String(offset) } })
})

export const DELETE = route<Params>('data.write', async (ctx, _request, { id }) => {
  await deleteUpload(ctx, id)
  return new Response(null, { status: 204, headers: tusHeaders })
})
