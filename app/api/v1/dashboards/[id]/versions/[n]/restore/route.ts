import { route } from '@/app/respond'
import { restoreVersion } from '@/lib/dashboards/change'

export const POST = route<{ id: string; n: string }>('dashboards.write', (ctx, _request, { id, n }) => restoreVersion(ctx, id, n))
