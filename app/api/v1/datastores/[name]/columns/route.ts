import { readJson, route } from '@/app/respond'
import { datastoreColumns } from '@/lib/datastores/browse'
import { ColumnsInput } from '@/lib/datastores/schema'

export const POST = route<{ name: string }>('data.write', async (ctx, request, { name }) => ({ columns: await datastoreColumns(ctx, decodeURIComponent(name), await readJson(request, ColumnsInput)) }))
