'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleHelp } from 'lucide-react'
import { pageQuery } from '@/components/tables/table-queries'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Column } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'
import { formatNumber } from '@/lib/results/format'

/** What Compare models found of each pair, as sentences that are read whole, the sure ones first. */
export default function ModelVerdicts({ workspace, digest, columns }: { workspace: string; digest: string; columns: Column[] }) {
  const query = useQuery(pageQuery(workspace, digest, { sort: null, filters: [] }, 0, null))
  if (query.error) return <ErrorNote title="The verdicts could not be read" error={query.error} />
  if (!query.data) return <SkeletonRows rows={4} />
  const verdicts = query.data.rows.map((row) => verdictOf(row, columns))
  return (
    <ul aria-label="Verdicts" className="flex flex-col gap-2">
      {[...verdicts.filter(({ sure }) => sure), ...verdicts.filter(({ sure }) => !sure)].map(({ sentence, sure, test, p }, index) => (
        <li key={index} className="flex gap-2 rounded-md border border-line bg-surface px-3 py-2">
          {sure ? <CircleCheck aria-label="Sure" className="mt-0.5 size-4 shrink-0 text-succeeded" /> : <CircleHelp aria-label="Not sure" className="mt-0.5 size-4 shrink-0 text-muted" />}
          <div className="min-w-0">
            <p className="break-words">{sentence}</p>
            <p className="text-sm text-muted">
              {test}
              {p !== null && `, p = ${formatNumber(p)}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function verdictOf(row: JsonValue[], columns: Column[]) {
  const cell = (name: string) => row[columns.findIndex((column) => column.name === name)] ?? null
  const p = cell('p_value')
  return { sentence: String(cell('verdict') ?? ''), sure: cell('sure') === true, test: String(cell('test') ?? ''), p: p === null ? null : Number(p) }
}
