import { readJson, route } from '@/app/respond'
import { createDashboard } from '@/lib/dashboards/change'
import { listDashboards } from '@/lib/dashboards/read'
import { CreateDashboardInput } from '@/lib/dashboards/schema'

export const GET = route('dashboards.read', async (ctx) => ({ dashboards: await listDashboards(ctx) }))

export const POST = route('dashboards.write', async (ctx, request) => Response.json(await createDashboard(ctx, await readJson(request, CreateDashboardInput)), { status: 201 }))
