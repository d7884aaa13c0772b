import { readJson, route } from '@/app/respond'
import { readLabelUsage, updateLabel } from '@/lib/labeling/change-labels'
import { UpdateLabelInput } from '@/lib/labeling/schema'

interface Params {
  id: string
  label: string
}

/** How much a change of it would touch. */
export const GET = route<Params>('labeling.read', (ctx, _request, { id, label }) => readLabelUsage(ctx, id, label))

export const PATCH = route<Params>('labeling.manage', async (ctx, request, { id, label }) => updateLabel(ctx, id, label, await readJson(request, UpdateLabelInput)))
