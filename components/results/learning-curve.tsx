'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { LineChart } from '@/components/charts/line-chart'
import { prepareLearningCurve, type LearningCurveRow } from '@/components/charts/prepare/learning-curve'
import { pageQuery } from '@/components/tables/table-queries'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Column } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'

/** The curve that a Learning curve step wrote, drawn. */
export default function LearningCurve({ workspace, digest, columns }: { workspace: string; digest: string; columns: Column[] }) {
  const metric = columns[3]?.name ?? ''
  const query = useQuery(pageQuery(workspace, digest, { sort: { column: 'train_rows', direction: 'asc' }, filters: [] }, 0, null))
  const spec = useMemo(() => query.data && prepareLearningCurve(query.data.rows.map(rowOf), metric), [query.data, metric])
  if (query.error) return <ErrorNote title="The curve could not be read" error={query.error} />
  return spec ? <LineChart spec={spec} /> : <SkeletonRows rows={8} />
}

function rowOf(row: JsonValue[]): LearningCurveRow {
  const number = (place: number) => (row[place] === null || row[place] === undefined ? null : Number(row[place]))
  return { rows: number(0) ?? 0, learned: number(1), learnedSd: number(2), heldOut: number(3), heldOutSd: number(4) }
}
