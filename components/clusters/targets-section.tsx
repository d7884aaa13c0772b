'use client'

import { useState } from 'react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { TargetView } from '@/lib/clusters/schema'
import { useTargets, type ComputeAnswer } from './cluster-queries'
import { TargetStateBadge } from './target-state'
import { boundsWords, engineWords } from './target-words'

const TargetDialog = dynamic(() => import('./target-dialog').then((part) => part.TargetDialog), { ssr: false })

/** The clusters beside the agents: what they have, and what waits for them. */
export function TargetsSection({ initial }: { initial: ComputeAnswer }) {
  const mayManage = useCan('compute.manage')
  const [adding, setAdding] = useState(false)
  const { data: targets } = useTargets(initial)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="max-w-full flex-1 basis-80">
          <h2 className="text-lg font-semibold">
            Clusters
          </h2>
          <p className="text-muted">Their nodes start when steps wait for them, and end when they are idle. A step names its cluster.</p>
        </div>
        {mayManage && (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            Add cluster
          </Button>
        )}
      </div>
      {targets.length === 0 ? <p className="rounded-md border border-line bg-surface px-3 py-4 text-muted">There is no cluster. One is made of processes of this machine, of machines over SSH, or of a Ray that is there already.</p> : <TargetsTable targets={targets} />}
      {adding && <TargetDialog onClose={() => setAdding(false)} />}
    </section>
  )
}

function TargetsTable({ targets }: { targets: TargetView[] }) {
  const { slug } = useWorkspace()
  return (
    <Table aria-label="Clusters">
      <thead>
        <tr>
          <Th>Cluster</Th>
          <Th>State</Th>
          <Th>Engine</Th>
          <Th numeric>Nodes</Th>
          <Th numeric>Live</Th>
          <Th numeric>Busy</Th>
          <Th numeric>Running</Th>
          <Th numeric>Waiting</Th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <Tr key={target.name}>
            <Td className="font-medium">
              <Link className="hover:underline" href={`/w/${slug}/compute/${encodeURIComponent(target.name)}`}>
                {target.name}
              </Link>
            </Td>
            <Td>
              <span className="inline-flex max-w-full items-center gap-2">
                <TargetStateBadge state={target.state} />
                <span className="truncate text-muted" title={target.problem}>
                  {target.problem}
                </span>
              </span>
            </Td>
            <Td>{engineWords[target.engine]}</Td>
            <Td numeric>{boundsWords(target)}</Td>
            <Td numeric>{target.live}</Td>
            <Td numeric>{target.busy}</Td>
            <Td numeric>{target.running}</Td>
            <Td numeric>{target.waiting}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
