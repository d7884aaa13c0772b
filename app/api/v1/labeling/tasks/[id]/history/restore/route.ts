import * as z from 'zod/mini'
import { readJson, route } from '@/app/respond'
import { restoreAnnotation } from '@/lib/labeling/task-history'

const Restore = z.object({ revision: z.number().check(z.int(), z.gte(1)) })

export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => restoreAnnotation(ctx, id, (await readJson(request, Restore)).revision))
