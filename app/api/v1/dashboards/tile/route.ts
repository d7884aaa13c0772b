import { readJson, route } from '@/app/respond'
import { readTile } from '@/lib/dashboards/read-tile'
import { ReadTileInput } from '@/lib/dashboards/schema'

export const POST = route('dashboards.read', async (ctx, request) => readTile(ctx, await readJson(request, ReadTileInput)))
