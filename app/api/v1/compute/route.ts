import { readJson, route } from '@/app/respond'
import { createTarget } from '@/lib/clusters/manage'
import { listTargets } from '@/lib/clusters/read'
import { CreateTargetInput } from '@/lib/clusters/schema'
import { readCompute } from '@/lib/compute/read'

export const GET = route('compute.read', async (ctx) => ({ ...(await readCompute(ctx)), targets: await listTargets(ctx) }))

export const POST = route('compute.manage', async (ctx, request) => Response.json(await createTarget(ctx, await readJson(request, CreateTargetInput)), { status: 201 }))
