'use client'

import { useState } from 'react'
import { Bookmark, FilterX, ListFilter } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { noFilters, type DashboardFilters } from '@/lib/dashboards/schema'
import { ExperimentChoice, KeyChoice, PersonChoice } from '../fields/choices'
import { periods, periodWords, sameFilters } from './filters-in-url'

export interface FilterBarProps {
  filters: DashboardFilters
  /** The dashboard's own. */
  own: DashboardFilters
  onChange: (filters: DashboardFilters) => void
  /** Makes them the dashboard's own; left out where one may not. */
  onKeep?: (filters: DashboardFilters) => void
  /** Experiments of the tiles, whose names of parameters and tags are offered. */
  experiments: string[]
}

/** What narrows every tile at once; it stands in the address. */
export function FilterBar({ filters, own, onChange, onKeep, experiments }: FilterBarProps) {
  const set = (change: Partial<DashboardFilters>) => onChange({ ...filters, ...change })
  const among = filters.experiment ? [filters.experiment] : experiments
  const days = [...new Set([0, ...periods, filters.days])].sort((a, b) => a - b)
  const field = 'h-7 w-auto max-w-52 min-w-28 text-sm'
  const asOwn = sameFilters(filters, own)
  const more = [filters.tag, filters.param].filter(Boolean).length
  return (
    <div role="group" aria-label="Filters of the dashboard" className="flex flex-wrap items-center gap-2">
      <ExperimentChoice aria-label="Experiment" size="sm" className={field} placeholder="Each tile’s experiment" clear="Each tile’s experiment" value={filters.experiment} onChange={(experiment) => set({ experiment })} />
      <Select aria-label="Time range" size="sm" className={field} value={String(filters.days)} onValueChange={(value) => set({ days: Number(value) })} options={days.map((value) => ({ value: String(value), label: periodWords(value) }))} />
      <PersonChoice aria-label="Person" size="sm" className={field} clear="Anybody" value={filters.person} onChange={(person) => set({ person })} />
      <Popover>
        <PopoverTrigger asChild>
          <Button size="sm" icon={ListFilter} className={cn('h-7', more > 0 && 'border-accent text-link')}>
            {more > 0 ? [filters.tag && `tag ${filters.tag}`, filters.param && paramWords(filters)].filter(Boolean).join(', ') : 'Tag, parameter'}
          </Button>
        </PopoverTrigger>
        <PopoverContent className="flex w-80 flex-col gap-3" aria-label="Tag and parameter">
          <TagFilter key={filters.tag} tag={filters.tag} experiments={among} onChange={(tag) => set({ tag })} />
          <ParamFilter key={`${filters.param} ${filters.from} ${filters.to}`} filters={filters} experiments={among} onChange={set} />
        </PopoverContent>
      </Popover>
      {!sameFilters(filters, noFilters) && (
        <Button size="sm" variant="ghost" icon={FilterX} className="h-7" onClick={() => onChange(noFilters)}>
          Clear
        </Button>
      )}
      {!asOwn && (
        <Button size="sm" variant="ghost" className="h-7" onClick={() => onChange(own)}>
          Back to its own
        </Button>
      )}
      {onKeep && !asOwn && (
        <Button size="sm" variant="ghost" icon={Bookmark} className="h-7" onClick={() => onKeep(filters)}>
          Keep as default
        </Button>
      )}
    </div>
  )
}

function paramWords({ param, from, to }: DashboardFilters): string {
  if (from === '' && to === '') return param
  if (from === to) return `${param} = ${from}`
  return to === '' ? `${param} ≥ ${from}` : from === '' ? `${param} ≤ ${to}` : `${param} ${from} to ${to}`
}

function TagFilter({ tag, experiments, onChange }: { tag: string; experiments: string[]; onChange: (tag: string) => void }) {
  const at = tag.indexOf('=')
  const [name, value] = at < 0 ? [tag, ''] : [tag.slice(0, at), tag.slice(at + 1)]
  const [typed, setTyped] = useState(value)
  const take = () => name && typed.trim() !== value && onChange(typed.trim() ? `${name}=${typed.trim()}` : name)
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">Tag</legend>
      <div className="grid grid-cols-2 gap-2">
        <KeyChoice aria-label="Tag" kinds={['tags']} experiments={experiments} placeholder="Any" clear="Any" value={name} onChange={onChange} />
        <Input aria-label="Value of the tag" placeholder="any value" disabled={!name} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()} />
      </div>
    </fieldset>
  )
}

function ParamFilter({ filters, experiments, onChange }: { filters: DashboardFilters; experiments: string[]; onChange: (change: Partial<DashboardFilters>) => void }) {
  const { param } = filters
  const [from, setFrom] = useState(filters.from)
  const [to, setTo] = useState(filters.to)
  const take = () => (from.trim() !== filters.from || to.trim() !== filters.to) && onChange({ from: from.trim(), to: to.trim() })
  const end = (label: string, value: string, set: (value: string) => void) => (
    <Input aria-label={label} placeholder={label} disabled={!param} value={value} onChange={(event) => set(event.target.value)} onBlur={take} onKeyDown={(event) => event.key === 'Enter' && take()} />
  )
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">Parameter</legend>
      <KeyChoice aria-label="Parameter" kinds={['params']} experiments={experiments} placeholder="Any" clear="Any" value={param} onChange={(next) => onChange({ param: next, from: '', to: '' })} />
      <div className="grid grid-cols-2 gap-2">
        {end('From', from, setFrom)}
        {end('To', to, setTo)}
      </div>
      <p className="text-sm text-muted">Numbers from and to, or the same word in both.</p>
    </fieldset>
  )
}
