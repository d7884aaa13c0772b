'use client'

import Link from 'next/link'
import { endWords } from '@/components/compute/end-words'
import { ErrorNote } from '@/components/ui/error-note'
import { formatDuration } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Status } from '@/components/ui/status'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AgentHistory } from '@/lib/compute/agent-record'
import type { AgentView } from '@/lib/compute/schema'
import { megabytes } from './agent-words'
import { useAgentHistory } from './agent-queries'

/** What the agent has run, latest first, and how each attempt ended. */
export function AgentHistoryTable({ agent }: { agent: AgentView }) {
  const { data, error } = useAgentHistory(agent.id)
  if (error) return <ErrorNote error={error} />
  if (!data) return <SkeletonRows rows={6} />
  if (data.attempts.length === 0) return <p className="text-muted">It has not run a step yet.</p>
  return (
    <Table aria-label={`Steps that ${agent.name} has run`} className="max-h-[480px]">
      <thead>
        <tr>
          <Th>Step</Th>
          <Th>Run</Th>
          <Th numeric>Attempt</Th>
          <Th>End</Th>
          <Th numeric>Took</Th>
          <Th numeric>Peak memory</Th>
          <Th>Started</Th>
        </tr>
      </thead>
      <tbody>
        {data.attempts.map((attempt) => (
          <AttemptRow key={attempt.id} attempt={attempt} />
        ))}
      </tbody>
    </Table>
  )
}

function AttemptRow({ attempt }: { attempt: AgentHistory['attempts'][number] }) {
  const { slug } = useWorkspace()
  const { status, words } = endWords(attempt.endReason)
  const href = attempt.runId && `/w/${slug}/runs/${attempt.runId}${attempt.node ? `?step=${encodeURIComponent(attempt.node)}` : ''}`
  return (
    <Tr>
      <Td>{href ? <Link className="text-link hover:underline" href={href}>{attempt.name}</Link> : <span className="text-muted">{attempt.name}</span>}</Td>
      <Td>{attempt.runNumber}</Td>
      <Td numeric>{attempt.attempt}</Td>
      <Td>
        <span className="inline-flex max-w-full items-center gap-2">
          <Status status={status} plain />
          {words && <span className="truncate text-muted" title={attempt.message}>{words}</span>}
        </span>
      </Td>
      <Td numeric>{attempt.endedAt && formatDuration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt))}</Td>
      <Td numeric>{attempt.peakMemoryMb ? megabytes(attempt.peakMemoryMb) : ''}</Td>
      <Td>
        <RelativeTime at={attempt.startedAt} />
      </Td>
    </Tr>
  )
}
