'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useQueryClient } from '@tanstack/react-query'
import { CircleDashed, Plug, Trash2, Unplug } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Facts } from '@/components/ui/facts'
import { formatBytes, formatPercent } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { AgentView } from '@/lib/compute/schema'
import { EnvironmentRow } from './environment-row'

const states: Record<AgentView['state'], { word: string; tone: Tone; icon: typeof Plug }> = {
  connected: { word: 'Connected', tone: 'succeeded', icon: Plug },
  lost: { word: 'Lost', tone: 'failed', icon: Unplug },
  new: { word: 'Never connected', tone: 'neutral', icon: CircleDashed },
}

export function AgentCard({ agent }: { agent: AgentView }) {
  const { slug } = useWorkspace()
  const { word, tone, icon: Icon } = states[agent.state]
  const { capabilities, load } = agent
  const slots = capabilities?.slots ?? 0
  return (
    <article aria-label={agent.name} className="rounded-md border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="font-semibold">{agent.name}</h2>
        <Badge tone={tone}>
          <Icon aria-hidden className="size-3.5" />
          {word}
        </Badge>
        {agent.seenAt && agent.state !== 'connected' && (
          <span className="text-muted">
            last seen <RelativeTime at={agent.seenAt} />
          </span>
        )}
        <RemoveAgent agent={agent} />
      </header>
      <div className="grid gap-x-8 gap-y-4 px-4 py-3 sm:grid-cols-2">
        <Facts
          items={[
            { label: 'Processors', value: capabilities && `${capabilities.cpus}${load && agent.state === 'connected' ? `, ${formatPercent(load.cpu, 0)} busy` : ''}` },
            { label: 'Memory', value: capabilities && memory(agent) },
            { label: 'Python', value: python(agent) },
            { label: 'Platform', value: capabilities?.platform },
            { label: 'Version', value: capabilities?.agentVersion },
          ]}
        />
        <div>
          <h3 className="mb-1 text-sm font-medium text-muted">
            Runs now{slots > 0 && agent.state === 'connected' ? `, ${agent.running.length} of ${slots}` : ''}
          </h3>
          {agent.running.length === 0 && <p className="text-muted">Nothing.</p>}
          <ul className="flex flex-col gap-0.5 tabular">
            {agent.running.map((step, index) => (
              <li key={index} className="truncate">
                {step.runId ? (
                  <Link className="text-link hover:underline" href={`/w/${slug}/runs/${step.runId}`}>
                    {step.name}, run {step.runNumber}
                  </Link>
                ) : (
                  step.name
                )}
                <span className="text-muted">
                  {' '}
                  since <RelativeTime at={step.since} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {agent.environments.length > 0 && (
        <ul aria-label={`Environments of ${agent.name}`} className="border-t border-line">
          {agent.environments.map((environment) => (
            <EnvironmentRow key={environment.lockHash} agentId={agent.id} environment={environment} />
          ))}
        </ul>
      )}
    </article>
  )
}

function memory({ capabilities, load, state }: AgentView): string {
  const total = formatBytes((capabilities?.memoryMb ?? 0) * 1e6)
  return load && state === 'connected' ? `${formatBytes(load.memoryUsedMb * 1e6)} of ${total} in use` : total
}

function python({ capabilities, state }: AgentView): React.ReactNode {
  if (!capabilities) return undefined
  if (capabilities.python) return capabilities.python.version
  if (capabilities.pythonProblem) return <span className="text-warning">{capabilities.pythonProblem}</span>
  return state === 'connected' ? 'looking for it …' : 'unknown'
}

function RemoveAgent({ agent }: { agent: AgentView }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  if (!useCan('compute.manage')) return null
  return (
    <div className="ml-auto">
      <Button size="sm" variant="ghost" icon={Trash2} aria-label={`Remove ${agent.name}`} onClick={() => setAsking(true)} />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${agent.name}?`}
        action="Remove agent"
        onConfirm={async () => {
          await api.delete(`/compute/agents/${agent.id}`)
          await client.invalidateQueries({ queryKey: ['compute', slug] })
        }}
      >
        Its credential ends at once. Steps that it runs now are queued again for another agent. What it did before stays.
      </Confirm>
    </div>
  )
}
