'use client'

import { useState } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { useTargetSamples } from './cluster-queries'
import { targetCharts } from './target-chart-spec'

const spans = [
  { value: '15', label: '15 min' },
  { value: '60', label: '1 h' },
  { value: '1440', label: '24 h' },
  { value: '10080', label: '7 days' },
]

/** Desired, live and busy nodes, and the steps that ran and waited, as the studio noted them. */
export function TargetCharts({ name }: { name: string }) {
  const [minutes, setMinutes] = useState('60')
  const { data, error } = useTargetSamples(name, Number(minutes))
  return (
    <section aria-labelledby="over-time" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 id="over-time" className="font-semibold">
          Over time
        </h2>
        <Segmented aria-label="Time shown" value={minutes} onValueChange={setMinutes} options={spans} />
      </div>
      {error && <ErrorNote error={error} />}
      <div className="grid gap-3 md:grid-cols-2">
        {data ? targetCharts(name, data, Number(minutes)).map((spec) => <LineChart key={spec.title} spec={spec} />) : [0, 1].map((index) => <Skeleton key={index} className="h-96" />)}
      </div>
    </section>
  )
}
