import { readJson, route } from '@/app/respond'
import { CloneInput, cloneProject } from '@/lib/labeling/clone-project'

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => Response.json(await cloneProject(ctx, decodeURIComponent(id), await readJson(request, CloneInput)), { status: 201 }))
