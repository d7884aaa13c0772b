import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { changeRuns, type BulkInput } from '@/lib/tracking/runs/bulk'

export const POST = route('experiments.write', async (ctx, request) => changeRuns(ctx, (await readJsonBody(request)) as BulkInput))
