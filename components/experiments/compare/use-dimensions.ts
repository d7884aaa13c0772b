'use client'

import { useMemo } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { dimension, type Dimension } from '@/components/charts/prepare/dimension'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedMetrics, ComparedRun } from '@/lib/comparison/schema'
import { isOpen } from '../status'
import { groupColumns, valueOfColumn } from './columns'
import { comparisonKeys, fetchMetrics } from './queries'

/** Last, lowest and highest of the named metrics of all runs; read again every few seconds while one of them goes on. */
export function useMetricValues(runs: readonly ComparedRun[], names: readonly string[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  const ids = useMemo(() => runs.map(({ id }) => id), [runs])
  const live = runs.some(({ status }) => isOpen(status))
  return useQuery({ queryKey: comparisonKeys.metrics(slug, ids, { names }), queryFn: () => fetchMetrics(api, ids, { names }), enabled: ids.length > 0 && names.length > 0, placeholderData: keepPreviousData, refetchInterval: live ? 3_000 : false, staleTime: 10_000 })
}

const short = (column: string) => column.slice(column.indexOf('.') + 1)

/** What runs can be laid out by: parameters and tags that differ among them, and the metrics that were chosen. */
export function dimensionsOf(runs: readonly ComparedRun[], metrics: ComparedMetrics['metrics']): Dimension[] {
  const given = groupColumns(runs).map((column) => dimension(column, short(column), runs.map((run) => valueOfColumn(run, column))))
  return [...given, ...metrics.map(({ key, values }) => dimension(`metrics.${key}`, key, runs.map(({ id }) => values[id]?.last)))]
}

/** The dimensions of those runs alone, in their order. */
export function within(dimensions: readonly Dimension[], kept: readonly boolean[]): Dimension[] {
  return dimensions.map((of) => ({ ...of, values: (of.values as (string | number | null)[]).filter((_, index) => kept[index]) }) as Dimension)
}
