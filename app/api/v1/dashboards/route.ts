import { readJson, route } from '@/app/respond'
import { createDashboard } from '@/lib/dashboards/change'
import { listDashboards } from '@/lib/dashboards/read'
import { CreateDashboardInput } from '@/lib/dashboards/schema'

export const GET = route('dashboards.read', async (ctx, request) => ({ dashboards: await listDashboards(ctx, { deleted: new URL(request.url).searchParams.get('deleted') === 'true' }) }))

export const POST = route('dashboards.write', async (ctx, request) => Response.json(await createDashboard(ctx, await readJson(request, CreateDashboardInput)), { status: 201 }))
