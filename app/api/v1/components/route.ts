import { route } from '@/app/respond'
import { createOwn } from '@/lib/workspace-components/create'
import { listOwn } from '@/lib/workspace-components/load'
import { readJsonBody } from '../pipelines/read-json-body'

/** Every version of the workspace's own components, newest first. */
export const GET = route('components.read', async (ctx) => ({ components: await listOwn(ctx) }))

export const POST = route('components.write', async (ctx, request) => Response.json(await createOwn(ctx, await readJsonBody(request)), { status: 201 }))
