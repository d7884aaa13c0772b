import { readJson, route } from '@/app/respond'
import { createAgent, CreateAgentInput } from '@/lib/compute/create-agent'
import { readCompute } from '@/lib/compute/read'

export const GET = route('compute.read', (ctx) => readCompute(ctx))

export const POST = route('compute.manage', async (ctx, request) => Response.json(await createAgent(ctx, await readJson(request, CreateAgentInput)), { status: 201 }))
