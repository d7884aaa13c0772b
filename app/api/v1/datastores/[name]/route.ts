import { readJson, route } from '@/app/respond'
import { deleteDatastore, updateDatastore } from '@/lib/datastores/manage'
import { UpdateDatastoreInput } from '@/lib/datastores/schema'

interface Params {
  name: string
}

export const PATCH = route<Params>('datastores.manage', async (ctx, request, { name }) => updateDatastore(ctx, decodeURIComponent(name), await readJson(request, UpdateDatastoreInput)))

export const DELETE = route<Params>('datastores.manage', (ctx, _request, { name }) => deleteDatastore(ctx, decodeURIComponent(name)))
