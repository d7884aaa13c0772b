import { route } from '@/app/respond'
import { readOverview } from '@/lib/dashboards/read-overview'
import { daysIn } from '@/lib/dashboards/schema'

export const GET = route('workspace.read', (ctx, request) => readOverview(ctx, daysIn(new URL(request.url).searchParams.get('days'))))
