import { readJson, route } from '@/app/respond'
import { claimTask } from '@/lib/labeling/claim-task'
import { ClaimInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => claimTask(ctx, id, await readJson(request, ClaimInput)), { often: true })
