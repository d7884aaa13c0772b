import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { uploadRejects } from '@/lib/uploads/preview-upload'

export const GET = route<{ id: string }>('data.write', async (ctx, request, { id }) => {
  const { stream, size, fileName } = await uploadRejects(ctx, id, request.signal)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${fileName} rejected.csv`)}`,
      'cache-control': 'private, no-store',
    },
  })
})
