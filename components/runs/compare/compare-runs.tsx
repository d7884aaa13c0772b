'use client'

import { useMemo } from 'react'
import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { formatRelative } from '@/components/ui/format'
import { compareRuns } from '@/lib/results/compare-runs'
import type { RunView } from '@/lib/runs/schema'
import { fetchRun, fetchRuns, runKeys } from '../queries'
import { useNow } from '../use-now'
import { useUrlState } from '../use-url-state'
import { MetricTable } from './metric-table'
import { StepComparison } from './step-comparison'

/** This run beside another of the same pipeline: settings, metrics, tables and curves, step by step. Which one stands in the address. */
export default function CompareRuns({ run }: { run: RunView }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const now = useNow(false)
  const others = useQuery({
    queryKey: [...runKeys.lists(slug), 'comparable', run.pipelineId],
    queryFn: () => fetchRuns(api, { pipeline: run.pipelineId ?? '', limit: 100 }),
    enabled: run.pipelineId !== null,
  })
  const listed = (others.data?.runs ?? []).filter((other) => other.id !== run.id)
  const wanted = url.get('with') ?? (listed.find((other) => other.number < run.number) ?? listed[0])?.id ?? null
  const other = useQuery({ queryKey: runKeys.detail(slug, wanted ?? ''), queryFn: () => fetchRun(api, wanted!), enabled: wanted !== null && wanted !== run.id, staleTime: 60_000 })
  if (others.error) return <ErrorNote className="m-6" error={others.error} />
  if (wanted === null) {
    if (others.isPending && run.pipelineId !== null) return <SkeletonRows rows={6} className="p-6" />
    return <EmptyState title="There is no other run to compare with">Run this pipeline once more, for example with another setting, and see here what changed.</EmptyState>
  }
  const options = listed.map((candidate) => ({ value: candidate.id, label: `Run ${candidate.number}`, help: `${candidate.state}, ${formatRelative(new Date(candidate.createdAt), now)}` }))
  return (
    <div className="flex flex-col gap-4 px-6 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-center gap-2">
        <span>Run {run.number} beside</span>
        <Select aria-label="Run to compare with" size="sm" className="w-36" value={wanted} onValueChange={(next) => url.set({ with: next })} options={options.some((option) => option.value === wanted) || !other.data ? options : [{ value: wanted, label: `Run ${other.data.number}`, help: other.data.name }, ...options]} />
        {other.data && (
          <Link className="link text-sm" href={`/w/${slug}/runs/${other.data.id}`}>
            Open run {other.data.number}
          </Link>
        )}
      </div>
      {other.error ? <ErrorNote title="The other run could not be read" error={other.error} /> : other.data ? <Comparison run={run} other={other.data} /> : <SkeletonRows rows={8} />}
    </div>
  )
}

/** The run with the smaller number is the one before. */
function Comparison({ run, other }: { run: RunView; other: RunView }) {
  const [before, after] = other.number < run.number ? [other, run] : [run, other]
  const comparison = useMemo(() => compareRuns(before, after), [before, after])
  const different = comparison.steps.filter((step) => !step.same)
  const equal = comparison.steps.filter((step) => step.same)
  return (
    <>
      <MetricTable metrics={comparison.metrics} before={`Run ${before.number}`} after={`Run ${after.number}`} label="Metrics of both runs" />
      {different.length === 0 && <p>Settings and results of both runs are the same, byte for byte.</p>}
      {different.map((step) => (
        <StepComparison key={step.node} step={step} before={before} after={after} />
      ))}
      {equal.length > 0 && different.length > 0 && <p className="text-muted">The same in both: {equal.map((step) => step.name).join(', ')}.</p>}
    </>
  )
}
