'use client'

import { useMemo, useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BarChart } from '@/components/charts/bar-chart'
import { LineChart } from '@/components/charts/line-chart'
import { ParallelCoordinates } from '@/components/charts/parallel-coordinates'
import { useEvents } from '@/components/runs/use-events'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { ErrorNote } from '@/components/ui/error-note'
import { formatDuration } from '@/components/ui/format'
import { PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { SweepView } from '@/lib/sweeps/read'
import { fetchSweep, sweepKeys } from '../queries'
import { methodWords, objectiveText, stateWords } from '../words'
import { BestTrial } from './best-trial'
import { prepareImportance, prepareParallel, prepareProgress, prepareSeries } from './prepare'
import { SweepActions } from './sweep-actions'
import { SweepSettings } from './sweep-settings'
import { TrialsTable } from './trials-table'

const isOpen = (sweep: SweepView) => sweep.state === 'running' || sweep.running > 0

/** A sweep that keeps itself true while it is open. */
function useSweep(id: string, initial: SweepView) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const key = sweepKeys.sweep(slug, id)
  const query = useQuery({ queryKey: key, queryFn: () => fetchSweep(api, id), initialData: initial, refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 5_000 : false) })
  useEvents(isOpen(query.data) ? `/sweeps/${id}/events` : null, () => client.refetchQueries({ queryKey: key, type: 'active' }, { cancelRefetch: false }))
  return query
}

/** One sweep: how it stands, what is best, what matters, and every trial. */
export function SweepPage({ id, initial }: { id: string; initial: SweepView }) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const { data: sweep, error } = useSweep(id, initial)
  const [brushed, setBrushed] = useState<ReadonlySet<string> | null>(null)
  const parallel = useMemo(() => prepareParallel(sweep), [sweep])
  const progress = useMemo(() => prepareProgress(sweep), [sweep])
  const series = useMemo(() => prepareSeries(sweep), [sweep])
  const open = (number: string) => {
    const run = sweep.trialList.find((trial) => String(trial.number) === number)?.run
    if (run) router.push(`/w/${slug}/runs/${run.id}`)
  }
  const shown = brushed ? sweep.trialList.filter((trial) => brushed.has(String(trial.number))) : sweep.trialList
  return (
    <div className="mx-auto flex w-full max-w-[1400px] flex-col gap-4 px-6 py-5 max-sm:px-4">
      <Crumb label={sweep.name} />
      <SweepHeader sweep={sweep} />
      {error && <ErrorNote title="The sweep could not be read; what is shown may be old" error={error} />}
      <BestTrial sweep={sweep} />
      <ParallelCoordinates spec={parallel} onOpen={open} onBrush={(ids) => setBrushed(ids && new Set(ids))} />
      <div className="grid gap-4 lg:grid-cols-2">
        <LineChart key={`progress ${sweep.objective.metric}`} spec={progress} />
        <BarChart spec={prepareImportance(sweep)} />
        {series && <LineChart key={`series ${series.series.length}`} spec={series} className="lg:col-span-2" />}
      </div>
      <TrialsTable sweep={sweep} trials={shown} />
      <SweepSettings sweep={sweep} />
    </div>
  )
}

function SweepHeader({ sweep }: { sweep: SweepView }) {
  const { slug } = useWorkspace()
  const state = stateWords[sweep.state]
  return (
    <div className="flex flex-col gap-1">
      <PageHeader
        title={
          <>
            Sweep {sweep.number} <span className="font-normal text-muted">· {sweep.name}</span>
          </>
        }
        badge={<Badge tone={state.tone}>{state.word}</Badge>}
        description={
          <span className="flex flex-wrap gap-x-3 tabular">
            <span>
              {sweep.trials} of {sweep.total} trials{sweep.running > 0 && `, ${sweep.running} running`}
            </span>
            <span>{objectiveText(sweep.objective)}</span>
            <span>{methodWords[sweep.method]}</span>
            <span>{formatDuration(sweep.elapsedMs)}</span>
            <span>
              {sweep.createdBy}, <RelativeTime at={sweep.createdAt} />
            </span>
            {sweep.pipelineId && sweep.pipelineName && (
              <Link className="link" href={`/w/${slug}/pipelines/${sweep.pipelineId}`}>
                {sweep.pipelineName}
              </Link>
            )}
          </span>
        }
        actions={<SweepActions sweep={sweep} />}
      />
      {(sweep.choosing || sweep.reason) && <p className={sweep.state === 'failed' ? 'text-failed' : 'text-muted'}>{sweep.choosing ?? sweep.reason}</p>}
    </div>
  )
}
