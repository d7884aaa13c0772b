import { route } from '@/app/respond'
import { PromoteInput } from '@/lib/sweeps/input'
import { promoteTrial } from '@/lib/sweeps/promote'
import { readOptionalJson } from '../../../optional-json'

export const POST = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => promoteTrial(ctx, id, await readOptionalJson(request, PromoteInput)))
