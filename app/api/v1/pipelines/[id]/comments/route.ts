import { route } from '@/app/respond'
import { addComment } from '@/lib/comments/add'
import { listComments } from '@/lib/comments/list'
import { readJsonBody } from '../../read-json-body'

export const GET = route<{ id: string }>('pipelines.read', async (ctx, _request, { id }) => ({ comments: await listComments(ctx, id) }))

export const POST = route<{ id: string }>('comments.write', async (ctx, request, { id }) => Response.json(await addComment(ctx, id, await readJsonBody(request)), { status: 201 }))
