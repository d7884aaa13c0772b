'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { formatDuration } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunSummary } from '@/lib/runs/schema'
import { Nothing, Row, Rows } from './section'

interface RunList {
  runs: RunSummary[]
  next: string | null
}

/** "4 of 6 steps" while it runs, then how long it took. */
function progress({ state, counts, startedAt, endedAt }: RunSummary): string {
  const done = counts.succeeded + counts.failed + counts.cancelled + counts.skipped
  if (state === 'queued' || state === 'running') return `${done} of ${counts.total} steps`
  return startedAt && endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(startedAt)) : ''
}

/** The latest runs, those under way first; live by the shell's event stream. */
export function RecentRuns({ initial }: { initial: RunList }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['runs', slug, 'home'],
    queryFn: ({ signal }) => api.get<RunList>('/runs?limit=6', { signal }),
    initialData: initial,
    refetchInterval: 30_000,
  })
  if (data.runs.length === 0) return <Nothing>No run yet. Open a pipeline and press Run.</Nothing>
  const active = ({ state }: RunSummary) => state === 'queued' || state === 'running'
  const runs = [...data.runs].sort((a, b) => Number(active(b)) - Number(active(a)) || b.number - a.number)
  return (
    <Rows>
      {runs.map((run) => (
        <Row key={run.id} href={`/w/${slug}/runs/${run.id}`} title={run.name} note={`#${run.number}`}>
          <span className="max-sm:hidden">{progress(run)}</span>
          <Status status={run.state} plain className="w-24" />
          <RelativeTime at={run.createdAt} className="w-20 text-right max-sm:hidden" />
        </Row>
      ))}
    </Rows>
  )
}
