import { route } from '@/app/respond'
import { rerun } from '@/lib/runs/rerun'
import { RerunInput } from '@/lib/runs/schema'
import { readOptionalJson } from '../../../optional-json'

export const POST = route<{ id: string }>('runs.submit', async (ctx, request, { id }) =>
  Response.json(await rerun(ctx, id, await readOptionalJson(request, RerunInput)), { status: 201 }),
)
