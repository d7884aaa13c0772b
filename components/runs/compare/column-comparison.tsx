'use client'

import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { profileQuery } from '@/components/tables/table-queries'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { compareColumns, type ColumnFacts } from '@/lib/results/compare-columns'
import { formatNumber, NO_VALUE } from '@/lib/results/format'

const facts: { key: keyof ColumnFacts; label: string }[] = [
  { key: 'missing', label: 'Missing' },
  { key: 'distinct', label: 'Different' },
  { key: 'mean', label: 'Mean' },
  { key: 'median', label: 'Median' },
  { key: 'sd', label: 'Deviation' },
  { key: 'min', label: 'Lowest' },
  { key: 'max', label: 'Highest' },
  { key: 'top', label: 'Commonest' },
]

/** Statistics of each column in both tables; a number that differs stands out. */
export function ColumnComparison({ before, after, names }: { before: string; after: string; names: [string, string] }) {
  const { slug } = useWorkspace()
  const first = useQuery(profileQuery(slug, before))
  const second = useQuery(profileQuery(slug, after))
  const columns = useMemo(() => (first.data && second.data ? compareColumns(first.data, second.data) : null), [first.data, second.data])
  const error = first.error ?? second.error
  if (error) return <ErrorNote title="The columns could not be compared" error={error} />
  if (!columns) return <SkeletonRows rows={4} />
  return (
    <Table aria-label="Columns of both tables" className="mt-1 max-h-96">
      <thead>
        <tr>
          <Th>Column</Th>
          <Th>Run</Th>
          {facts.map(({ key, label }) => (
            <Th key={key} numeric>
              {label}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.flatMap((column) =>
          ([column.before, column.after] as const).map((side, index) => (
            <Tr key={`${column.name} ${index}`}>
              <Td className={cn(index === 1 && 'text-faint')}>{index === 0 ? column.name : ''}</Td>
              <Td className="text-muted">{names[index]}</Td>
              {facts.map(({ key }) => {
                const other = index === 0 ? column.after : column.before
                const differs = side !== null && other !== null && side[key] !== other[key]
                return (
                  <Td key={key} numeric className={cn(differs ? 'font-medium' : 'text-muted')}>
                    {side === null ? NO_VALUE : shown(side[key])}
                  </Td>
                )
              })}
            </Tr>
          )),
        )}
      </tbody>
    </Table>
  )
}

function shown(value: number | string | null): string {
  return value === null ? NO_VALUE : typeof value === 'number' ? formatNumber(value) : value
}
