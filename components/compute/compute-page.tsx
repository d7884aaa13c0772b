'use client'

import { useState } from 'react'
import { Cpu, Plus } from 'lucide-react'
import type { ComputeAnswer } from '@/components/clusters/cluster-queries'
import { TargetsSection } from '@/components/clusters/targets-section'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useCan } from '@/components/ui/workspace-context'
import { AddAgentDialog } from './add-agent-dialog'
import { useCompute } from './agent-queries'
import { AgentsTable } from './agents-table'

/** The agents that run steps, the clusters beside them, and what they do now. */
export function ComputePage({ initial }: { initial: ComputeAnswer }) {
  const mayManage = useCan('compute.manage')
  const [adding, setAdding] = useState(false)
  const { data, error } = useCompute(initial)
  const add = mayManage && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      Add agent
    </Button>
  )
  return (
    <Page>
      <PageHeader title="Compute" description="Agents fetch ready steps from this studio and run them. They serve every workspace." actions={data.agents.length > 0 && add} />
      {error && <ErrorNote title="This page is not up to date" error={error} />}
      {data.agents.length === 0 ? (
        <EmptyState icon={Cpu} title="No agent is registered, so no step can run" action={add}>
          {mayManage ? 'Any machine with Node becomes one by a single line.' : 'An owner or admin can add one.'}
        </EmptyState>
      ) : (
        <AgentsTable agents={data.agents} />
      )}
      <TargetsSection initial={initial} />
      {adding && <AddAgentDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}
