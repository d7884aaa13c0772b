import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { editRun, type EditRunInput } from '@/lib/tracking/runs/edit'
import { viewTrackedRun } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => viewTrackedRun(ctx, id))
export const PATCH = route<{ id: string }>('experiments.write', async (ctx, request, { id }) => editRun(ctx, id, await readJsonBody<EditRunInput>(request)))
