'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { narrowed } from '@/lib/tracking/filter/built'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { searchableRuns } from '@/lib/tracking/filter/schema'
import { writeFilter } from '@/lib/tracking/filter/write'
import { choicesOf, fieldLabel } from './field-words'
import { groupField } from './group-menu'
import { experimentKeys, fetchGroups } from './queries'
import type { RunView } from './use-run-view'
import { columnLabel, isMetric, valueText } from './value-text'

export interface GroupTableProps {
  experiment: string
  view: Pick<RunView, 'filter' | 'shown' | 'columns' | 'group'>
  /** Shows the runs of one group. */
  onOpen: (filter: string) => void
}

/** A row for each value of a field: how many runs have it, and the means of the metrics that are shown. */
export default function GroupTable({ experiment, view, onOpen }: GroupTableProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const metrics = view.columns.filter(isMetric)
  const asked = { filter: view.filter, shown: view.shown, by: view.group, columns: metrics }
  const query = useQuery({ queryKey: experimentKeys.groups(slug, experiment, asked), queryFn: () => fetchGroups(api, experiment, asked), placeholderData: keepPreviousData, refetchInterval: 10_000, retry: false })
  const field = groupField(view.group)
  if (query.error) return <ErrorNote title="The runs could not be grouped" error={query.error} />
  if (!query.data || !field) return <SkeletonRows rows={6} />
  const open = (value: string | null) =>
    onOpen(writeFilter(narrowed(parseFilter(view.filter, searchableRuns), { op: 'compare', field, comparator: value === null ? 'IS NULL' : '=', values: value === null ? [] : [value] })))
  const words = (value: string) => choicesOf[field.key]?.find((choice) => choice.value === value)?.label ?? (value === '' ? '(empty)' : value)
  return (
    <>
      <Table aria-label="Groups" className="max-h-full">
        <thead>
          <tr>
            <Th>{fieldLabel(field)}</Th>
            <Th numeric>Runs</Th>
            {metrics.map((column) => (
              <Th key={column} numeric>
                Mean of {columnLabel(column)}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {query.data.groups.map(({ value, count, means }) => (
            <Tr key={value ?? '\u0000'}>
              <Td>
                <button type="button" className="max-w-full truncate font-medium hover:underline" title="Show these runs" onClick={() => open(value)}>
                  {value === null ? <span className="text-muted">without a value</span> : words(value)}
                </button>
              </Td>
              <Td numeric>{formatInteger(count)}</Td>
              {metrics.map((column) => {
                const mean = means[column]
                return (
                  <Td key={column} numeric title={mean ? `Of ${formatInteger(mean.count)} of ${formatInteger(count)} runs` : 'No run has a number'}>
                    {mean ? valueText(mean.mean) : '–'}
                    {mean && mean.count < count && <span className="text-faint"> of {formatInteger(mean.count)}</span>}
                  </Td>
                )
              })}
            </Tr>
          ))}
        </tbody>
      </Table>
      {query.data.more && <p className="text-sm text-muted">The {formatInteger(query.data.groups.length)} largest groups. There are more: filter for others.</p>}
    </>
  )
}
