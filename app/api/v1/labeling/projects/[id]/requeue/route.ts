import * as z from 'zod/mini'
import { readJson, route } from '@/app/respond'
import { requeueSkipped } from '@/lib/labeling/steer-queue'

const Requeue = z.object({ mine: z._default(z.boolean(), false) })

/** Offers skipped images again. */
export const POST = route<{ id: string }>('labeling.annotate', async (ctx, request, { id }) => requeueSkipped(ctx, id, (await readJson(request, Requeue)).mine))
