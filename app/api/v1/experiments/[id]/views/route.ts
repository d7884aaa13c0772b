import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { listSavedViews, saveView, type SaveViewInput } from '@/lib/tracking/runs/saved-views'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => listSavedViews(ctx, id))
export const POST = route<{ id: string }>('experiments.write', async (ctx, request, { id }) => saveView(ctx, id, (await readJsonBody(request)) as SaveViewInput))
