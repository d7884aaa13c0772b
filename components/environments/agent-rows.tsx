'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentOnAgent, EnvironmentView } from '@/lib/environments/schema'
import { environmentsKey } from './environment-queries'
import { OnAgent } from './environment-state'

/** How a version stands on each agent; a row opens to what its build has said. */
export function AgentRows({ environment }: { environment: EnvironmentView }) {
  return (
    <ul aria-label="State by agent" className="rounded-md border border-line bg-surface">
      {environment.agents.map((on) => (
        <AgentRow key={on.agentId} environment={environment} on={on} />
      ))}
    </ul>
  )
}

function AgentRow({ environment, on }: { environment: EnvironmentView; on: EnvironmentOnAgent }) {
  const [open, setOpen] = useState(false)
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li className="border-b border-line last:border-b-0">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-8 w-full flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1 text-left tabular hover:bg-hover">
        <Chevron aria-hidden className="size-3.5 text-muted" />
        <span className="font-medium">{on.agent}</span>
        <OnAgent on={on} />
        {!on.connected && <span className="text-muted">not connected</span>}
        {on.state === 'building' && <span className="min-w-0 truncate text-muted">{on.message}</span>}
        <span className="ml-auto flex gap-3 text-sm text-muted">
          {on.sizeMb !== null && <span>{formatBytes(on.sizeMb * 1e6)}</span>}
          {on.usedAt ? (
            <span>
              used <RelativeTime at={on.usedAt} />
            </span>
          ) : (
            <RelativeTime at={on.updatedAt} />
          )}
        </span>
        {on.state === 'failed' && (
          <span className="w-full pl-6 text-failed">
            {on.message}
            {on.cause === 'host' && ' It tries again by itself.'}
          </span>
        )}
      </button>
      {open && <BuildLog environment={environment} on={on} />}
    </li>
  )
}

function BuildLog({ environment: { name, version }, on }: { environment: EnvironmentView; on: EnvironmentOnAgent }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const { data, error } = useQuery({
    queryKey: [...environmentsKey(slug), 'log', name, version, on.agentId],
    queryFn: ({ signal }) => api.get<{ log: string }>(`/environments/${name}/log?version=${version}&agent=${on.agentId}`, { signal }),
    refetchInterval: on.state === 'building' ? 1_500 : false,
  })
  if (error) return <ErrorNote className="m-3" error={error} />
  if (data === undefined) return <SkeletonRows rows={2} className="px-3 py-3" />
  return <Log label={`Build log on ${on.agent}`} text={data.log || 'The build has said nothing here: it was ready before the studio heard of it.'} />
}

export function Log({ label, text }: { label: string; text: string }) {
  return (
    <pre tabIndex={0} role="region" aria-label={label} className="max-h-80 overflow-auto border-t border-line bg-canvas px-3 py-2 font-mono text-sm whitespace-pre-wrap">
      {text}
    </pre>
  )
}
