'use client'

import { useEffect, useMemo } from 'react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunSeries } from '@/lib/comparison/schema'
import { comparisonKeys, fetchBands, fetchSeries, type SeriesView } from './queries'
import { listenToRuns } from './run-events'

/** Runs whose series are asked for again after a change, while no other question is under way. */
function changesOf(work: (runs: string[] | null) => Promise<unknown>): (run: string | undefined) => void {
  const waiting = new Set<string>()
  let [all, busy] = [false, false]
  const go = async () => {
    busy = true
    while (all || waiting.size > 0) {
      const runs = all ? null : [...waiting]
      waiting.clear()
      all = false
      await work(runs).catch(() => undefined)
    }
    busy = false
  }
  return (run) => {
    if (run === undefined) all = true
    else waiting.add(run)
    if (!busy) void go()
  }
}

/**
 * A metric of runs, kept true while some of them go on: after each change the whole series in sight of the run that changed is
 * read again and put in the place of the old one, so that there is no gap and nothing twice. `open` are the runs that go on.
 */
export function useSeries(runs: readonly string[], view: SeriesView, open: readonly string[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const key = useMemo(() => comparisonKeys.series(slug, runs, view), [slug, runs, view])
  const live = open.length > 0 && runs.length > 0
  const query = useQuery({ queryKey: key, queryFn: () => fetchSeries(api, runs, view), placeholderData: keepPreviousData, enabled: runs.length > 0, staleTime: 60_000, refetchInterval: live ? 15_000 : false })
  useEffect(() => {
    if (!live) return
    return listenToRuns(
      api,
      runs,
      changesOf(async (changed) => {
        const asked = changed ?? runs
        const fresh = await fetchSeries(api, asked, view)
        client.setQueryData<RunSeries[]>(key, (old) => old && merge(old, asked, fresh))
      }),
    )
  }, [api, client, key, live, runs, view])
  return query
}

/** Begins to read what will be in sight, before anything is drawn anew for it. */
export function useSeriesAhead(runs: readonly string[]): (view: SeriesView) => void {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  return (view) => void client.prefetchQuery({ queryKey: comparisonKeys.series(slug, runs, view), queryFn: () => fetchSeries(api, runs, view), staleTime: 60_000 })
}

/** The series with those of `asked` in place of the old ones. */
export function merge(old: RunSeries[], asked: readonly string[], fresh: RunSeries[]): RunSeries[] {
  const changed = new Set(asked)
  return [...old.filter(({ run }) => !changed.has(run)), ...fresh]
}

/** Means and deviations of groups of runs, read again after changes. */
export function useBands(runs: readonly string[], view: (SeriesView & { group: string }) | null, open: readonly string[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  const live = open.length > 0 && view !== null
  const query = useQuery({
    queryKey: comparisonKeys.bands(slug, runs, view ?? { metric: '', axis: 'step', from: null, to: null, buckets: 0, group: '' }),
    queryFn: () => fetchBands(api, runs, view!),
    placeholderData: keepPreviousData,
    enabled: view !== null && runs.length > 0,
    staleTime: 60_000,
  })
  const { refetch } = query
  useEffect(() => {
    if (!live) return
    return listenToRuns(api, runs, changesOf(() => refetch()))
  }, [api, live, refetch, runs])
  return query
}
