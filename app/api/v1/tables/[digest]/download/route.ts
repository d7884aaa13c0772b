import { Readable } from 'node:stream'
import { z } from 'zod'
import { route } from '@/app/respond'
import { downloadTable } from '@/lib/data/download-table'

const Query = z.object({
  format: z.enum(['csv', 'parquet']).default('csv'),
  /** The file's name without its ending. */
  name: z.string().max(200).default('table'),
})

export const GET = route('data.read', async (ctx, request, { digest }: { digest: string }) => {
  const { format, name } = Query.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { stream, size, contentType, extension } = await downloadTable(ctx, digest, format, request.signal)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': contentType,
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${extension}`)}`,
      'cache-control': 'private, no-store',
    },
  })
})
