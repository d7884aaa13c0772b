import { readJson, route } from '@/app/respond'
import { applyOperations } from '@/lib/labeling/apply-operations'
import { OperationsInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => applyOperations(ctx, id, await readJson(request, OperationsInput)), { often: true })
