import { route } from '@/app/respond'
import { datastoreTables } from '@/lib/datastores/browse'

export const GET = route<{ name: string }>('data.write', async (ctx, _request, { name }) => ({ tables: await datastoreTables(ctx, decodeURIComponent(name)) }))
