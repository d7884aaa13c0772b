import { route } from '@/app/respond'
import { appendUpdate, maxUpdateBytes } from '@/lib/drafts/append-update'
import { AppError } from '@/lib/errors'

/** One Yjs update as the body; `x-origin` names the editing tab. Answers the revision that includes it. */
export const POST = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > maxUpdateBytes) throw new AppError('too_large', 'This change is larger than 4 MB. Paste it in smaller parts.')
  const update = new Uint8Array(await request.arrayBuffer())
  return appendUpdate(ctx, { pipelineId: id, update, origin: (request.headers.get('x-origin') ?? '').slice(0, 64) })
})
