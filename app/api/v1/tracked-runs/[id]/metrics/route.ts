import { route } from '@/app/respond'
import { readMetricSeries } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', async (ctx, request, { id }) => ({ series: await readMetricSeries(ctx, id, new URL(request.url).searchParams.getAll('name')) }))
