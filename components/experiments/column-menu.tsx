'use client'

import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Columns3 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { useWorkspace } from '@/components/ui/workspace-context'
import { experimentKeys, fetchKeys } from './queries'

export interface ColumnMenuProps {
  experiment: string
  columns: string[]
  onChange: (columns: string[]) => void
}

/** Chooses among the names that runs have, however many there are: the studio searches. */
export function ColumnMenu({ experiment, columns, onChange }: ColumnMenuProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed.trim())
  const query = useQuery({ queryKey: experimentKeys.keys(slug, experiment, contains), queryFn: () => fetchKeys(api, experiment, contains), enabled: open, placeholderData: keepPreviousData })
  const groups = query.data
    ? [
        { title: 'Metrics', names: query.data.metrics.flatMap((key) => [`metrics.${key}`, ...(columns.includes(`metrics.${key}`) ? [`metrics.${key}|lowest`, `metrics.${key}|highest`] : [])]) },
        { title: 'Parameters', names: query.data.params.map((key) => `params.${key}`) },
        { title: 'Tags', names: query.data.tags.filter((key) => !key.startsWith('mlflow.')).map((key) => `tags.${key}`) },
      ].filter(({ names }) => names.length > 0)
    : []
  const toggle = (column: string, on: boolean) => onChange(on ? [...columns, column] : columns.filter((name) => name !== column))
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button icon={Columns3}>Columns</Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80" aria-label="Columns">
        <Input type="search" aria-label="Search names" placeholder="Search names" value={typed} onChange={(event) => setTyped(event.target.value)} className="w-full" />
        <div className="mt-2 max-h-80 overflow-y-auto" tabIndex={-1}>
          {groups.map(({ title, names }) => (
            <fieldset key={title} className="mb-2">
              <legend className="px-1 py-1 text-sm font-medium text-muted">{title}</legend>
              {names.map((name) => (
                <label key={name} className="flex min-h-7 items-center gap-2 rounded-sm px-1 hover:bg-hover">
                  <Checkbox checked={columns.includes(name)} onCheckedChange={(on) => toggle(name, on === true)} />
                  <span className="min-w-0 truncate" title={name}>
                    {name.slice(name.indexOf('.') + 1).replace(/\|(lowest|highest)$/, ', $1')}
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
          {query.data && groups.length === 0 && <p className="px-1 py-2 text-muted">{contains ? 'No name contains this.' : 'No run has metrics, parameters or tags yet.'}</p>}
        </div>
      </PopoverContent>
    </Popover>
  )
}
