import { readJson, route } from '@/app/respond'
import { readOpinions, reviewTask } from '@/lib/labeling/review-task'
import { ReviewInput } from '@/lib/labeling/schema'

export const GET = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => readOpinions(ctx, id))

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => reviewTask(ctx, id, await readJson(request, ReviewInput)))
