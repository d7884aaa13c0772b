import { readJson, route } from '@/app/respond'
import { assignImages, AssignInput, readAssignments } from '@/lib/labeling/assign-images'

export const GET = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => readAssignments(ctx, decodeURIComponent(id)))

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => assignImages(ctx, decodeURIComponent(id), await readJson(request, AssignInput)))
