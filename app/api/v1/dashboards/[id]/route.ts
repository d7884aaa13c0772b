import { readJson, route } from '@/app/respond'
import { deleteDashboard, updateDashboardDraft } from '@/lib/dashboards/change'
import { readDashboard } from '@/lib/dashboards/read'
import { UpdateDashboardInput } from '@/lib/dashboards/schema'

export const GET = route<{ id: string }>('dashboards.read', (ctx, _request, { id }) => readDashboard(ctx, id))

export const PATCH = route<{ id: string }>('dashboards.write', async (ctx, request, { id }) => updateDashboardDraft(ctx, id, await readJson(request, UpdateDashboardInput)))

export const DELETE = route<{ id: string }>('dashboards.write', (ctx, _request, { id }) => deleteDashboard(ctx, id))
