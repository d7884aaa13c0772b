'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { statusLooks } from '@/components/ui/status'
import { runStates } from '@/lib/protocol/states'

export interface RunFiltersProps {
  state: string
  pipeline: string
  /** Days of UTC; empty: open. */
  from: string
  to: string
  person: string
  pipelines: { id: string; name: string }[]
  onChange: (changes: Partial<Record<'state' | 'pipeline' | 'from' | 'to' | 'person', string | null>>) => void
}

export function RunFilters({ state, pipeline, from, to, person, pipelines, onChange }: RunFiltersProps) {
  const value = (next: string) => (next === 'all' ? null : next)
  return (
    <>
      <div className="w-40 max-sm:w-[calc(50%-4px)]">
        <Select
          aria-label="State"
          value={state || 'all'}
          onValueChange={(next) => onChange({ state: value(next) })}
          options={[{ value: 'all', label: 'Any state' }, { value: 'queued,running', label: 'Open' }, ...runStates.map((name) => ({ value: name, label: statusLooks[name].word }))]}
        />
      </div>
      <div className="w-56 max-sm:w-[calc(50%-4px)]">
        <Select aria-label="Pipeline" value={pipeline || 'all'} onValueChange={(next) => onChange({ pipeline: value(next) })} options={[{ value: 'all', label: 'All pipelines' }, ...pipelines.map(({ id, name }) => ({ value: id, label: name }))]} />
      </div>
      <div role="group" aria-label="Days (UTC)" className="flex items-center gap-1 text-muted max-sm:w-full">
        <Input type="date" aria-label="From day" className="w-36" value={from} max={to || undefined} onChange={(event) => onChange({ from: event.target.value || null })} />
        to
        <Input type="date" aria-label="To day" className="w-36" value={to} min={from || undefined} onChange={(event) => onChange({ to: event.target.value || null })} />
      </div>
      {person !== '' && (
        <Button size="sm" icon={X} onClick={() => onChange({ person: null })} aria-label={`Only runs of ${person}: show everybody’s`}>
          {person}
        </Button>
      )}
    </>
  )
}
