'use client'

import { useId, useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { BarChart } from '@/components/charts/bar-chart'
import { prepareErrors } from '@/components/charts/prepare/errors'
import type { ShowRows } from '@/components/charts/show-rows'
import { useKept } from '@/components/charts/use-kept'
import { useUrlState } from '@/components/runs/use-url-state'
import { chartQuery } from '@/components/tables/table-queries'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ScoredSource } from '@/lib/results/scored-source'

export interface ErrorsByGroupProps {
  task: 'classification' | 'regression'
  source: ScoredSource
  onRows: ShowRows
}

/** Where the model is weak: errors in each group of a column of one's choice. */
export function ErrorsByGroup({ task, source, onRows }: ErrorsByGroupProps) {
  const id = useId()
  const url = useUrlState()
  const probability = `${source.prediction === 'prediction' ? '' : `${source.prediction}_`}probability_`
  const columns = source.columns.filter((name) => name !== source.prediction && !name.startsWith(probability))
  const by = columns.find((name) => name === url.get('group')) ?? columns.find((name) => name !== source.target) ?? source.target
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={id} className="font-semibold">
          {task === 'classification' ? 'Errors by group' : 'Residuals by group'}
        </h3>
        <Select aria-label="Column that makes the groups" size="sm" className="w-52" value={by} onValueChange={(next) => url.set({ group: next })} options={columns.map((name) => ({ value: name, label: name }))} />
        <span className="text-sm text-muted">Press a bar to see {task === 'classification' ? 'the rows that are wrong' : 'its rows'}.</span>
      </div>
      <Drawn task={task} source={source} by={by} onRows={onRows} />
    </section>
  )
}

function Drawn({ task, source, by, onRows }: ErrorsByGroupProps & { by: string }) {
  const { slug } = useWorkspace()
  const { digest, target, prediction } = source
  const query = useQuery(chartQuery(slug, digest, { kind: 'errors', task, target, prediction, by }, []))
  const spec = useMemo(() => query.data && prepareErrors(query.data, { task, target, prediction, by }), [query.data, task, target, prediction, by])
  const shown = useKept(spec)
  if (query.error) return <ErrorNote title="The errors could not be counted" error={query.error} />
  return shown ? <BarChart spec={shown} stale={!spec} onRows={onRows} /> : <SkeletonRows rows={6} />
}
