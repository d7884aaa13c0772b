import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { ExportQuery, exportLabels } from '@/lib/labeling/export-labels'
import { parse } from '@/lib/parse'

export const GET = route<{ id: string }>('labeling.read', async (ctx, request, { id }) => {
  const query = parse(ExportQuery, Object.fromEntries(new URL(request.url).searchParams))
  const { stream, fileName } = await exportLabels(ctx, decodeURIComponent(id), query)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`, 'cache-control': 'private, no-store' },
  })
})
