import { route } from '@/app/respond'
import { listVersions, publishVersion } from '@/lib/pipelines/versions'
import { readJsonBody } from '../../read-json-body'

export const GET = route<{ id: string }>('pipelines.read', async (ctx, _request, { id }) => ({ versions: await listVersions(ctx, id) }))

/** Publishes the draft as it is stored; `note` says what is new. */
export const POST = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => Response.json(await publishVersion(ctx, id, await readJsonBody(request)), { status: 201 }))
