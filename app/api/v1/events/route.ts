import { route } from '@/app/respond'
import { hints, workspaceTopic } from '@/lib/queue/hints'
import { eventSource } from '../event-source'

export const GET = route('runs.read', (ctx, request) =>
  eventSource(request, (send) => {
    const prefix = workspaceTopic(ctx.workspace.id)
    send('runs', {})
    return hints().subscribe(prefix, (topic) => send('runs', topic.length > prefix.length ? { run: topic.slice(prefix.length) } : {}))
  }),
)
