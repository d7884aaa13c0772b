import { route } from '@/app/respond'
import { publishOwn } from '@/lib/workspace-components/publish'
import { readJsonBody } from '../../../pipelines/read-json-body'

export const POST = route<{ id: string }>('components.write', async (ctx, request, { id }) => Response.json(await publishOwn(ctx, id, await readJsonBody(request)), { status: 201 }))
