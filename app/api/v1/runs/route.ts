import { route } from '@/app/respond'
import { listRuns } from '@/lib/runs/list'

export const GET = route('runs.read', (ctx, request) => {
  const query = Object.fromEntries([...new URL(request.url).searchParams].filter(([name, value]) => name !== 'workspace' && value !== ''))
  return listRuns(ctx, query)
})
