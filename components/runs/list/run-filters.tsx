'use client'

import { Select } from '@/components/ui/select'
import { statusLooks } from '@/components/ui/status'
import { runStates } from '@/lib/protocol/states'

export interface RunFiltersProps {
  state: string
  pipeline: string
  pipelines: { id: string; name: string }[]
  onChange: (changes: { state?: string | null; pipeline?: string | null }) => void
}

export function RunFilters({ state, pipeline, pipelines, onChange }: RunFiltersProps) {
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
    </>
  )
}
