'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Cpu, Plus } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ComputeView } from '@/lib/compute/schema'
import { AddAgentDialog } from './add-agent-dialog'
import { AgentCard } from './agent-card'

/** The agents that run steps, what they do now, and the environments on each. */
export function ComputePage({ initial }: { initial: ComputeView }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const mayManage = useCan('compute.manage')
  const [adding, setAdding] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['compute', slug],
    queryFn: ({ signal }) => api.get<ComputeView>('/compute', { signal }),
    initialData: initial,
    refetchInterval: 2_000,
  })
  const add = mayManage && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      Add agent
    </Button>
  )
  return (
    <Page>
      <PageHeader title="Compute" description="Agents fetch ready steps from this studio and run them. They serve every workspace." actions={add} />
      {error && <ErrorNote title="This page is not up to date" error={error} />}
      {data.agents.length === 0 ? (
        <EmptyState icon={Cpu} title="No agent is registered, so no step can run" action={add}>
          {mayManage ? 'Add one and start it on this machine or another.' : 'An owner or admin can add one.'}
        </EmptyState>
      ) : (
        <ul aria-label="Agents" className="flex flex-col gap-3">
          {data.agents.map((agent) => (
            <li key={agent.id}>
              <AgentCard agent={agent} />
            </li>
          ))}
        </ul>
      )}
      {adding && <AddAgentDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}
