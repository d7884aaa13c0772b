import { readJson, route } from '@/app/respond'
import { SubmitInput } from '@/lib/labeling/schema'
import { submitTask } from '@/lib/labeling/submit-task'

export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => submitTask(ctx, id, await readJson(request, SubmitInput)), { often: true })
