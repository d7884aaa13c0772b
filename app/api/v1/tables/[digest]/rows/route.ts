import { route } from '@/app/respond'
import { RowsQuery } from '@/lib/data/table-query'
import { tableRows } from '@/lib/data/table-rows'

/** Rows never change under a digest, so a browser that has a page need not ask again; it asks whether it still may. */
export const GET = route('data.read', async (ctx, request, { digest }: { digest: string }) => {
  const query = RowsQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  return Response.json(await tableRows(ctx, digest, query, request.signal), { headers: { 'cache-control': 'private, max-age=300' } })
})
