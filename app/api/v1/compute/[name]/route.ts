import { readJson, route } from '@/app/respond'
import { deleteTarget, updateTarget } from '@/lib/clusters/manage'
import { readTarget } from '@/lib/clusters/read'
import { UpdateTargetInput } from '@/lib/clusters/schema'

export const GET = route<{ name: string }>('compute.read', (ctx, _request, { name }) => readTarget(ctx, name))

export const PATCH = route<{ name: string }>('compute.manage', async (ctx, request, { name }) => updateTarget(ctx, name, await readJson(request, UpdateTargetInput)))

export const DELETE = route<{ name: string }>('compute.manage', (ctx, _request, { name }) => deleteTarget(ctx, name))
