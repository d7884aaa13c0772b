import { route } from '@/app/respond'
import { readDashboard } from '@/lib/labeling/read-dashboard'

export const GET = route<{ id: string }>('labeling.read', (ctx, _request, { id }) => readDashboard(ctx, decodeURIComponent(id)))
