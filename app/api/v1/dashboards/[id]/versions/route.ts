import { readJson, route } from '@/app/respond'
import { saveVersion } from '@/lib/dashboards/change'
import { listDashboardVersions } from '@/lib/dashboards/read'
import { SaveVersionInput } from '@/lib/dashboards/schema'

export const GET = route<{ id: string }>('dashboards.read', async (ctx, _request, { id }) => ({ versions: await listDashboardVersions(ctx, id) }))

export const POST = route<{ id: string }>('dashboards.write', async (ctx, request, { id }) => Response.json(await saveVersion(ctx, id, await readJson(request, SaveVersionInput)), { status: 201 }))
