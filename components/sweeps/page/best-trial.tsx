'use client'

import { useState } from 'react'
import Link from 'next/link'
import { Trophy } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { formatNumber } from '@/lib/results/format'
import { metricFacts } from '@/lib/results/metrics'
import type { SweepView } from '@/lib/sweeps/read'
import { valueText } from '../words'
import { PromoteDialog } from './promote-dialog'

/** The best trial with its values, and the button that promotes it. */
export function BestTrial({ sweep }: { sweep: SweepView }) {
  const { slug } = useWorkspace()
  const canWrite = useCan('pipelines.write')
  const [promoting, setPromoting] = useState(false)
  const best = sweep.trialList.find((trial) => trial.number === sweep.bestTrial)
  if (!best) return null
  const first = sweep.trialList.find((trial) => trial.state === 'succeeded' && trial.objective !== null)
  const gain = first && first.number !== best.number && best.objective !== null ? best.objective - first.objective! : null
  return (
    <section aria-label="Best trial" className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-line bg-surface px-4 py-3">
      <Trophy aria-hidden className="size-5 text-warning max-sm:hidden" />
      <div>
        <p className="text-sm text-muted">{metricFacts(sweep.objective.metric).label}</p>
        <p className="text-xl font-semibold tabular">{formatNumber(best.objective)}</p>
        {gain !== null && (
          <p className="text-sm text-muted tabular">
            {gain >= 0 ? '+' : '−'}
            {formatNumber(Math.abs(gain))} since trial {first!.number}
          </p>
        )}
      </div>
      <dl className="flex min-w-0 flex-wrap gap-x-5 gap-y-1 tabular">
        {Object.keys(sweep.config.space).map((name) => (
          <div key={name} className="min-w-0">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="truncate font-medium">{valueText(best.values[name])}</dd>
          </div>
        ))}
      </dl>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {best.run && (
          <Button asChild>
            <Link href={`/w/${slug}/runs/${best.run.id}`}>Open run {best.run.number}</Link>
          </Button>
        )}
        <CopyButton text={JSON.stringify(best.values)} label="Copy values" labelled />
        {canWrite && sweep.pipelineId && (
          <Button variant="primary" onClick={() => setPromoting(true)}>
            Promote…
          </Button>
        )}
      </div>
      {promoting && <PromoteDialog sweep={sweep} trial={best} onClose={() => setPromoting(false)} />}
    </section>
  )
}
