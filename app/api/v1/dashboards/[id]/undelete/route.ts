import { route } from '@/app/respond'
import { undeleteDashboard } from '@/lib/dashboards/change'

export const POST = route<{ id: string }>('dashboards.write', (ctx, _request, { id }) => undeleteDashboard(ctx, id))
