'use client'

import { useState } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import type { AgentView } from '@/lib/compute/schema'
import { agentCharts } from './agent-charts-spec'
import { useAgentMetrics } from './agent-queries'

const spans = [
  { value: '15', label: '15 min' },
  { value: '60', label: '1 h' },
  { value: '360', label: '6 h' },
  { value: '1440', label: '24 h' },
]

/** What the machine did, measured by the agent every 15 seconds and kept for a day. */
export function AgentCharts({ agent }: { agent: AgentView }) {
  const [minutes, setMinutes] = useState('60')
  const { data, error } = useAgentMetrics(agent.id, Number(minutes))
  return (
    <section aria-label="The machine" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">The machine</h2>
        <Segmented aria-label="Time shown" value={minutes} onValueChange={setMinutes} options={spans} />
      </div>
      {error && <ErrorNote error={error} />}
      <div className="grid gap-3 md:grid-cols-2">
        {data ? agentCharts(agent, data, Number(minutes)).map((spec) => <LineChart key={spec.title} spec={spec} />) : [0, 1, 2, 3].map((index) => <Skeleton key={index} className="h-96" />)}
      </div>
    </section>
  )
}
