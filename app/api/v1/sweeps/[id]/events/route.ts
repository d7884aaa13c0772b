import { route } from '@/app/respond'
import { hints, runTopic } from '@/lib/queue/hints'
import { requireSweep } from '@/lib/sweeps/read'
import { eventSource } from '../../../event-source'

export const GET = route<{ id: string }>('runs.read', async (ctx, request, { id }) => {
  const sweep = await requireSweep(ctx, id)
  return eventSource(request, (send) => {
    // At once as well: whoever reconnects may have missed something.
    send('run', {})
    return hints().subscribe(runTopic(sweep.id, ctx.workspace.id), () => send('run', {}))
  })
})
