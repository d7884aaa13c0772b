import { readJson, route } from '@/app/respond'
import { flagTask } from '@/lib/labeling/leave-task'
import { FlagInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => flagTask(ctx, id, await readJson(request, FlagInput)))
