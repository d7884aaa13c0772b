import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { exportRuns } from '@/lib/tracking/runs/export'
import { questionIn } from '../table-question'

export const GET = route<{ id: string }>('experiments.read', async (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  const format = query.get('format') === 'parquet' ? 'parquet' : 'csv'
  const { stream, contentType, fileName } = await exportRuns(ctx, { ...questionIn(query, id), order: query.get('order') ?? undefined, columns: query.getAll('column'), format }, request.signal)
  return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
    headers: { 'content-type': contentType, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`, 'cache-control': 'private, no-store' },
  })
})
