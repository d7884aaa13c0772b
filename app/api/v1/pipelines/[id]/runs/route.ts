import { route } from '@/app/respond'
import { SubmitInput } from '@/lib/runs/schema'
import { submitRun } from '@/lib/runs/submit'
import { readOptionalJson } from '../../../optional-json'

export const POST = route<{ id: string }>('runs.submit', async (ctx, request, { id }) =>
  Response.json(await submitRun(ctx, id, await readOptionalJson(request, SubmitInput)), { status: 201 }),
)
