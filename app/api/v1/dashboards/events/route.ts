import { route } from '@/app/respond'
import { dashboardTopic, hints, trackedTopic } from '@/lib/hints'
import { workspaceTopic } from '@/lib/queue/hints'
import { eventSource } from '../../event-source'

export const GET = route('dashboards.read', (ctx, request) => {
  const dashboard = new URL(request.url).searchParams.get('dashboard')
  return eventSource(request, (send) => {
    send('ready', {})
    const stops = [
      hints().subscribe(workspaceTopic(ctx.workspace.id), () => send('runs', {})),
      hints().subscribe(trackedTopic(ctx.workspace.id), () => send('tracked', {})),
      ...(dashboard ? [hints().subscribe(dashboardTopic(ctx.workspace.id, dashboard), () => send('dashboard', {}))] : []),
    ]
    return () => stops.forEach((stop) => stop())
  })
})
