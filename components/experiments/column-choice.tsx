'use client'

import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ColumnMenuProps } from './column-menu'
import { MetricParts } from './metric-parts'
import { experimentKeys, fetchKeys } from './queries'
import { columnLabel, isMetric } from './value-text'

const atMost = 60
/** So many names of a kind are listed; the rest is found by searching. */
const listed = 100

/** What is shown at the top, in its order; below it every name that runs have, however many: the studio searches. */
export default function ColumnChoice({ experiment, columns, onChange }: ColumnMenuProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed.trim())
  const query = useQuery({ queryKey: experimentKeys.keys(slug, experiment, contains), queryFn: () => fetchKeys(api, experiment, contains), placeholderData: keepPreviousData })
  const groups = query.data
    ? [
        { title: 'Metrics', names: query.data.metrics.map((key) => `metrics.${key}`) },
        { title: 'Parameters', names: query.data.params.map((key) => `params.${key}`) },
        { title: 'Tags', names: query.data.tags.filter((key) => !key.startsWith('mlflow.')).map((key) => `tags.${key}`) },
      ].filter(({ names }) => names.length > 0)
    : []
  const full = columns.length >= atMost
  const toggle = (column: string, on: boolean) => onChange(on ? [...columns, column] : columns.filter((name) => name !== column))
  const partsOf = (name: string) => columns.filter((column) => column === name || column.startsWith(`${name}|`))
  return (
    <>
      {columns.length > 0 && <ShownColumns columns={columns} onChange={onChange} />}
      <Input type="search" aria-label="Search names" placeholder="Search names" value={typed} onChange={(event) => setTyped(event.target.value)} className="w-full" />
      {full && <p className="mt-1 text-sm text-muted">{atMost} columns are the most. Take one away to add another.</p>}
      {query.error && <ErrorNote className="mt-2" title="The names could not be read" error={query.error} />}
      <div className="mt-2 max-h-72 overflow-y-auto" tabIndex={-1}>
        {groups.map(({ title, names }) => (
          <fieldset key={title} className="mb-2">
            <legend className="px-1 py-1 text-sm font-medium text-muted">{title}</legend>
            {names.map((name) => {
              const parts = partsOf(name)
              return (
                <div key={name} className="rounded-sm px-1 hover:bg-hover">
                  <label className="flex min-h-7 items-center gap-2">
                    <Checkbox disabled={full && parts.length === 0} checked={parts.length > 0} onCheckedChange={(on) => (on === true ? toggle(name, true) : onChange(columns.filter((column) => !parts.includes(column))))} />
                    <span className="min-w-0 truncate" title={name}>
                      {columnLabel(name)}
                    </span>
                  </label>
                  {isMetric(name) && parts.length > 0 && <MetricParts name={name} chosen={parts} full={full} onToggle={toggle} />}
                </div>
              )
            })}
            {names.length >= listed && <p className="px-1 text-sm text-muted">The first {listed} names. Search for others.</p>}
          </fieldset>
        ))}
        {query.data && groups.length === 0 && <p className="px-1 py-2 text-muted">{contains ? 'No name contains this.' : 'No run has metrics, parameters or tags yet.'}</p>}
      </div>
    </>
  )
}

function ShownColumns({ columns, onChange }: Pick<ColumnMenuProps, 'columns' | 'onChange'>) {
  const move = (from: number, by: number) => {
    const next = [...columns]
    next.splice(from + by, 0, ...next.splice(from, 1))
    onChange(next)
  }
  return (
    <div className="mb-2">
      <div className="flex items-center justify-between">
        <h3 className="px-1 py-1 text-sm font-medium text-muted">Shown</h3>
        <Button size="sm" variant="ghost" onClick={() => onChange([])}>
          Hide all
        </Button>
      </div>
      <ol className="max-h-40 overflow-y-auto" tabIndex={-1}>
        {columns.map((column, index) => (
          <li key={column} className="flex h-7 items-center gap-1 rounded-sm px-1 hover:bg-hover">
            <span className="min-w-0 flex-1 truncate" title={column}>
              {columnLabel(column)}
            </span>
            <Button size="sm" variant="ghost" icon={ArrowUp} aria-label={`Move ${columnLabel(column)} to the left`} disabled={index === 0} onClick={() => move(index, -1)} />
            <Button size="sm" variant="ghost" icon={ArrowDown} aria-label={`Move ${columnLabel(column)} to the right`} disabled={index === columns.length - 1} onClick={() => move(index, 1)} />
            <Button size="sm" variant="ghost" icon={X} aria-label={`Hide ${columnLabel(column)}`} onClick={() => onChange(columns.filter((name) => name !== column))} />
          </li>
        ))}
      </ol>
    </div>
  )
}
