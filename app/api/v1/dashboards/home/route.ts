import { readJson, route } from '@/app/respond'
import { chooseHome } from '@/lib/dashboards/change'
import { HomeChoiceInput } from '@/lib/dashboards/schema'

export const POST = route('dashboards.read', async (ctx, request) => chooseHome(ctx, await readJson(request, HomeChoiceInput)))
