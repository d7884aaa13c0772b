import { readJson, route } from '@/app/respond'
import { learnedTables } from '@/lib/sample/learned-tables'
import { FactsInput } from '@/lib/sample/schema'

/** What the tables hold that steps are to learn from. */
export const POST = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => ({ tables: await learnedTables(ctx, id, await readJson(request, FactsInput), request.signal) }))
