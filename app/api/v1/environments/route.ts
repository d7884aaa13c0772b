import { route } from '@/app/respond'
import { createEnvironment } from '@/lib/environments/create'
import { listEnvironments } from '@/lib/environments/read'
import { readJsonBody } from '../pipelines/read-json-body'

export const GET = route('compute.read', (ctx) => listEnvironments(ctx))

export const POST = route('environments.write', async (ctx, request) => Response.json(await createEnvironment(ctx, await readJsonBody(request)), { status: 201 }))
