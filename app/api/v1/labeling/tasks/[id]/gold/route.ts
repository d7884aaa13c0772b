import { readJson, route } from '@/app/respond'
import { markGold, unmarkGold } from '@/lib/labeling/mark-gold'
import { GoldInput } from '@/lib/labeling/schema'

export const POST = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => markGold(ctx, id, await readJson(request, GoldInput)))

export const DELETE = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => unmarkGold(ctx, id))
