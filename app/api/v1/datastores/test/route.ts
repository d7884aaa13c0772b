import { readJson, route } from '@/app/respond'
import { testDatastore } from '@/lib/datastores/browse'
import { TestDatastoreInput } from '@/lib/datastores/schema'

export const POST = route('datastores.manage', async (ctx, request) => testDatastore(ctx, await readJson(request, TestDatastoreInput)))
