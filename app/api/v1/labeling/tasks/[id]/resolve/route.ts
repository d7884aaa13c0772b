import { readJson, route } from '@/app/respond'
import { resolveTask } from '@/lib/labeling/resolve-task'
import { ResolveInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => resolveTask(ctx, id, await readJson(request, ResolveInput)))
