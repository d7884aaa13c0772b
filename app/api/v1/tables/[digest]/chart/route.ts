import { route } from '@/app/respond'
import { ChartQuery } from '@/lib/data/chart-query'
import { tableChart } from '@/lib/data/table-chart'

export const GET = route('data.read', async (ctx, request, { digest }: { digest: string }) => {
  const { chart, filter = [] } = ChartQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  return Response.json(await tableChart(ctx, digest, chart, filter, request.signal), { headers: { 'cache-control': 'private, max-age=300' } })
})
