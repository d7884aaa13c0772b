import { readJson, route } from '@/app/respond'
import { createDatastore, listDatastores } from '@/lib/datastores/manage'
import { CreateDatastoreInput } from '@/lib/datastores/schema'

export const GET = route('data.read', async (ctx) => ({ datastores: await listDatastores(ctx) }))

export const POST = route('datastores.manage', async (ctx, request) => Response.json(await createDatastore(ctx, await readJson(request, CreateDatastoreInput)), { status: 201 }))
