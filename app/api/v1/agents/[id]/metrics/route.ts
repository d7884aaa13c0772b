import { route } from '@/app/respond'
import { MetricsQuery, readAgentMetrics } from '@/lib/compute/agent-record'
import { parse } from '@/lib/parse'

export const GET = route<{ id: string }>('compute.read', (ctx, request, { id }) =>
  readAgentMetrics(ctx, id, parse(MetricsQuery, Object.fromEntries(new URL(request.url).searchParams))),
)
