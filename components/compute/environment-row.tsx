'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { BuildState } from '@/components/environments/environment-state'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { AgentEnvironmentView, AgentView } from '@/lib/compute/schema'
import { isHeard } from './agent-words'

/** One environment on an agent; opens to the log of its build. */
export function EnvironmentRow({ agent, environment }: { agent: AgentView; environment: AgentEnvironmentView }) {
  const [open, setOpen] = useState(false)
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li className="border-b border-line last:border-b-0">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-8 w-full flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1 text-left tabular hover:bg-hover">
        <Chevron aria-hidden className="size-3.5 text-muted" />
        <span className="font-medium">
          {environment.name}@{environment.version}
        </span>
        <BuildState {...environment} connected={isHeard(agent)} />
        {environment.message && <span className="min-w-0 flex-1 truncate text-muted">{environment.message}</span>}
        <span className="ml-auto text-sm text-muted">
          <RelativeTime at={environment.updatedAt} />
        </span>
      </button>
      {open && <BuildLog agentId={agent.id} environment={environment} />}
    </li>
  )
}

function BuildLog({ agentId, environment }: { agentId: string; environment: AgentEnvironmentView }) {
  const api = useApi()
  const { data, error } = useQuery({
    queryKey: ['compute', 'build-log', agentId, environment.lockHash],
    queryFn: ({ signal }) => api.get<{ log: string }>(`/agents/${agentId}/environments/${environment.lockHash}/log`, { signal }),
    refetchInterval: environment.state === 'building' ? 1_500 : false,
  })
  if (error) return <ErrorNote className="m-3" error={error} />
  if (data === undefined) return <SkeletonRows rows={2} className="px-4 py-3" />
  return (
    <pre tabIndex={0} aria-label={`Build log of ${environment.name}`} className="max-h-80 overflow-auto border-t border-line bg-canvas px-4 py-2 font-mono text-sm whitespace-pre-wrap">
      {data.log || 'The build has said nothing on this agent: it was ready before the studio heard of it.'}
    </pre>
  )
}
