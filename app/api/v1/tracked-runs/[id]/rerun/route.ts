import { route } from '@/app/respond'
import { readOptionalJson } from '@/app/api/v1/optional-json'
import { RerunCommandInput } from '@/lib/commands/input'
import { rerunCommand } from '@/lib/commands/rerun'

export const POST = route<{ id: string }>('runs.submit', async (ctx, request, { id }) => Response.json(await rerunCommand(ctx, id, await readOptionalJson(request, RerunCommandInput)), { status: 201 }))
