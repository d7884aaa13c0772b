import { readJson, route } from '@/app/respond'
import { createLabel } from '@/lib/labeling/change-labels'
import { CreateLabelInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => Response.json(await createLabel(ctx, id, await readJson(request, CreateLabelInput)), { status: 201 }))
