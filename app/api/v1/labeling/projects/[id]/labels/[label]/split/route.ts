import { readJson, route } from '@/app/respond'
import { SplitInput, splitLabel } from '@/lib/labeling/split-label'

export const POST = route<{ id: string; label: string }>('labeling.manage', async (ctx, request, { id, label }) => splitLabel(ctx, id, label, await readJson(request, SplitInput)))
