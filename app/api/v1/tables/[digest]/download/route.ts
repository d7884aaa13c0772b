import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { downloadTable } from '@/lib/data/download-table'
import { DownloadQuery } from '@/lib/data/table-query'

export const GET = route('data.read', async (ctx, request, { digest }: { digest: string }) => {
  const { format, name, filter = [] } = DownloadQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { stream, size, contentType, extension } = await downloadTable(ctx, digest, format, filter, request.signal)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': contentType,
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${extension}`)}`,
      'cache-control': 'private, no-store',
    },
  })
})
