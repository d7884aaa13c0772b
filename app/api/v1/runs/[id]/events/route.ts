import { route } from '@/app/respond'
import { hints, runTopic } from '@/lib/queue/hints'
import { requireRun } from '@/lib/runs/read'
import { eventSource } from '../../../event-source'

export const GET = route<{ id: string }>('runs.read', async (ctx, request, { id }) => {
  await requireRun(ctx, id)
  return eventSource(request, (send) => {
    // At once as well: whoever reconnects may have missed something.
    send('run', {})
    return hints().subscribe(runTopic(id, ctx.workspace.id), () => send('run', {}))
  })
})
