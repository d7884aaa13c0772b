import { route } from '@/app/respond'
import { addEnvironmentVersion } from '@/lib/environments/create'
import { readJsonBody } from '../../../pipelines/read-json-body'

export const POST = route<{ name: string }>('environments.write', async (ctx, request, { name }) => Response.json(await addEnvironmentVersion(ctx, name, await readJsonBody(request)), { status: 201 }))
