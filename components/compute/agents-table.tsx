'use client'

import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AgentView } from '@/lib/compute/schema'
import { AgentActions } from './agent-actions'
import { AgentStateBadge } from './agent-state'
import { cpuWords, diskWords, freeDiskWords, gpuWords, isHeard, memoryWords, slotWords } from './agent-words'

/** The rest of an agent's tags is on its page. */
const shownTags = 2

/** Agents, one a row. */
export function AgentsTable({ agents }: { agents: AgentView[] }) {
  const gpus = agents.some((agent) => agent.capabilities?.gpus.length)
  return (
    <Table aria-label="Agents">
      <thead>
        <tr>
          <Th>Agent</Th>
          <Th>State</Th>
          <Th numeric>Runs</Th>
          <Th numeric>Processors</Th>
          <Th numeric>Memory</Th>
          <Th numeric>Free disk</Th>
          {gpus && <Th>GPUs</Th>}
          <Th>Tags</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} gpus={gpus} />
        ))}
      </tbody>
    </Table>
  )
}

function AgentRow({ agent, gpus }: { agent: AgentView; gpus: boolean }) {
  const { slug } = useWorkspace()
  const tags = agent.capabilities?.tags ?? []
  return (
    <Tr>
      <Td className="max-w-56 font-medium max-sm:max-w-36" title={agent.name}>
        <Link className="hover:underline" href={`/w/${slug}/compute/agents/${agent.id}`}>
          {agent.name}
        </Link>
      </Td>
      <Td className="max-w-72 max-sm:max-w-56">
        <span className="inline-flex max-w-full items-center gap-2">
          <AgentStateBadge state={agent.state} />
          <StateNote agent={agent} className="truncate" />
        </span>
      </Td>
      <Td numeric>{isHeard(agent) && slotWords(agent)}</Td>
      <Td numeric>{cpuWords(agent)}</Td>
      <Td numeric>{memoryWords(agent)}</Td>
      <Td numeric title={isHeard(agent) ? diskWords(agent) : undefined}>
        {isHeard(agent) && freeDiskWords(agent)}
      </Td>
      {gpus && <Td>{gpuWords(agent)}</Td>}
      <Td>
        <span className="inline-flex gap-1" title={tags.join(', ')}>
          {tags.slice(0, shownTags).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {tags.length > shownTags && <span className="text-muted">+{tags.length - shownTags}</span>}
        </span>
      </Td>
      <Td className="w-10 text-right">
        <AgentActions agent={agent} shown="menu" />
      </Td>
    </Tr>
  )
}

/** What there is to say of a state besides its name. */
export function StateNote({ agent, className }: { agent: AgentView; className?: string }) {
  const { state, note, pausedUntil, seenAt, outdated, running } = agent
  return (
    <span className={cn('text-muted', className)}>
      {state === 'paused' && (
        <>
          {note && `${note}${pausedUntil ? ', ' : ''}`}
          {pausedUntil && (
            // Server and browser may differ by the time zone.
            <time suppressHydrationWarning dateTime={pausedUntil}>
              until {new Date(pausedUntil).toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' })}
            </time>
          )}
        </>
      )}
      {state === 'draining' && (running.length > 0 ? `ends after ${formatCount(running.length, 'more step')}` : 'ends now')}
      {(state === 'lost' || state === 'stopped') && seenAt && (
        <>
          last heard of <RelativeTime at={seenAt} />
        </>
      )}
      {outdated && isHeard(agent) && 'older than the studio'}
    </span>
  )
}
