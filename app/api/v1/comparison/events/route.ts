import { route } from '@/app/respond'
import { hints, trackedTopic } from '@/lib/hints'
import { eventSource } from '../../event-source'

export const GET = route('experiments.read', (ctx, request) => {
  const wanted = new Set(new URL(request.url).searchParams.getAll('run'))
  return eventSource(request, (send) => {
    const prefix = trackedTopic(ctx.workspace.id)
    // At once as well: whoever reconnects may have missed something.
    send('changed', {})
    return hints().subscribe(prefix, (topic) => {
      const run = topic.slice(prefix.length)
      if (run === '' || wanted.has(run)) send('changed', run === '' ? {} : { run })
    })
  })
})
