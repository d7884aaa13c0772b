'use client'

import Link from 'next/link'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { NodeView } from '@/lib/clusters/schema'
import { useNodes } from './cluster-queries'
import { NodeStateBadge } from './target-state'
import { roomWords } from './target-words'

/** The nodes of a cluster, the latest first, with those that have ended lately and why. */
export function NodesTable({ name }: { name: string }) {
  const { data, error } = useNodes(name)
  if (error && !data) return <ErrorNote error={error} />
  if (!data) return <SkeletonRows rows={3} />
  if (data.nodes.length === 0) return <p className="rounded-md border border-line bg-surface px-3 py-4 text-muted">It has no node, and had none lately. One starts when a step waits for it.</p>
  return (
    <Table aria-label={`Nodes of ${name}`}>
      <thead>
        <tr>
          <Th>Node</Th>
          <Th>State</Th>
          <Th>Runs</Th>
          <Th>Room</Th>
          <Th>Where</Th>
          <Th>Started</Th>
        </tr>
      </thead>
      <tbody>
        {data.nodes.map((node) => (
          <NodeRow key={node.id} node={node} />
        ))}
      </tbody>
    </Table>
  )
}

function NodeRow({ node }: { node: NodeView }) {
  const { slug } = useWorkspace()
  const over = node.endedAt !== null
  return (
    <Tr>
      <Td className="font-medium">
        {node.agent && !over ? (
          <Link className="hover:underline" href={`/w/${slug}/compute/agents/${node.agent.id}`}>
            {node.agent.name}
          </Link>
        ) : (
          <span className={over ? 'text-muted' : undefined}>{node.agent?.name ?? node.id.slice(0, 6)}</span>
        )}
      </Td>
      <Td>
        <span className="inline-flex max-w-full items-center gap-2">
          <NodeStateBadge node={node} />
          <span className="truncate text-muted" title={node.reason}>
            {node.reason}
          </span>
        </span>
      </Td>
      <Td>
        {node.running.map((step, index) =>
          step.runId ? (
            <Link key={index} className="mr-2 text-link hover:underline" href={`/w/${slug}/runs/${step.runId}`}>
              {step.name}, run {step.runNumber}
            </Link>
          ) : (
            <span key={index} className="mr-2">
              {step.name}
            </span>
          ),
        )}
      </Td>
      <Td>{roomWords(node)}</Td>
      <Td>{node.place}</Td>
      <Td>
        <RelativeTime at={node.createdAt} />
      </Td>
    </Tr>
  )
}
