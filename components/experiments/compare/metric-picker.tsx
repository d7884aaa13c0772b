'use client'

import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { useWorkspace } from '@/components/ui/workspace-context'
import { comparisonKeys, fetchMetrics } from './queries'

export interface MetricPickerProps {
  runs: readonly string[]
  chosen: readonly string[]
  onChange: (names: string[]) => void
  label?: string
}

/** Chooses metrics by search, however many the runs have: the studio searches, and only what is chosen is read. */
export function MetricPicker({ runs, chosen, onChange, label = 'Metrics' }: MetricPickerProps) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed.trim())
  const query = useQuery({ queryKey: comparisonKeys.metrics(slug, runs, { contains }), queryFn: () => fetchMetrics(api, runs, { contains }), enabled: open, placeholderData: keepPreviousData })
  const toggle = (name: string, on: boolean) => onChange(on ? [...chosen, name] : chosen.filter((other) => other !== name))
  const found = query.data?.metrics ?? []
  const rows = [...(contains ? [] : chosen.filter((name) => !found.some(({ key }) => key === name)).map((key) => ({ key, count: null }))), ...found.map(({ key, values }) => ({ key, count: Object.keys(values).length }))]
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button icon={Plus}>{label}</Button>
      </PopoverTrigger>
      <PopoverContent className="w-80" aria-label={label}>
        <Input type="search" aria-label="Search metrics" placeholder="Search metrics" value={typed} onChange={(event) => setTyped(event.target.value)} className="w-full" />
        {query.error && <ErrorNote className="mt-2" title="The metrics could not be listed" error={query.error} />}
        <div className="mt-2 max-h-80 overflow-y-auto" tabIndex={-1}>
          {rows.map(({ key, count }) => (
            <label key={key} className="flex min-h-7 items-center gap-2 rounded-sm px-1 hover:bg-hover">
              <Checkbox checked={chosen.includes(key)} onCheckedChange={(on) => toggle(key, on === true)} />
              <span className="min-w-0 flex-1 truncate" title={key}>
                {key}
              </span>
              {count !== null && count < runs.length && <span className="text-sm text-faint tabular">{count} of {runs.length} runs</span>}
            </label>
          ))}
          {query.data && rows.length === 0 && <p className="px-1 py-2 text-muted">{contains ? 'No metric’s name contains this.' : 'These runs have no metrics.'}</p>}
        </div>
        {query.data && query.data.total > found.length && <p className="px-1 pt-2 text-sm text-muted">{found.length} of {query.data.total}. Search to see others.</p>}
      </PopoverContent>
    </Popover>
  )
}
