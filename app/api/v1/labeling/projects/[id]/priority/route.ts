import { readJson, route } from '@/app/respond'
import { prioritise, PriorityInput } from '@/lib/labeling/steer-queue'

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => prioritise(ctx, id, await readJson(request, PriorityInput)))
