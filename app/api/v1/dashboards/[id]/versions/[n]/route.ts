import { route } from '@/app/respond'
import { readDashboardVersion } from '@/lib/dashboards/read'

export const GET = route<{ id: string; n: string }>('dashboards.read', (ctx, _request, { id, n }) => readDashboardVersion(ctx, id, n))
