import { route } from '@/app/respond'
import { changeComment } from '@/lib/comments/change'
import { deleteComment } from '@/lib/comments/delete'
import { readJsonBody } from '../../../read-json-body'

export const PATCH = route<{ id: string; comment: string }>('comments.write', async (ctx, request, { id, comment }) => changeComment(ctx, id, comment, await readJsonBody(request)))

export const DELETE = route<{ id: string; comment: string }>('comments.write', async (ctx, _request, { id, comment }) => {
  await deleteComment(ctx, id, comment)
  return new Response(null, { status: 204 })
})
