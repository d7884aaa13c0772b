'use client'

import { useState } from 'react'
import { ListFilter } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { formatInteger } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import type { Column } from '@/lib/catalog/types'
import type { TableFilter } from '@/lib/data/table-filter'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'
import { isNumericType } from './cell-text'
import { draftOf, filterFrom, opsFor, opWords, type FilterDraft } from './filter-words'

export interface FilterPopoverProps {
  column: Column
  profile: ColumnProfile | undefined
  filter: TableFilter | undefined
  onChange: (filter: TableFilter | null) => void
}

/** The button in a column's head, and the form behind it. */
export function FilterPopover({ column, profile, filter, onChange }: FilterPopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          aria-label={`Filter ${column.name}`}
          className={cn(
            'grid size-5 shrink-0 place-items-center rounded-sm hover:bg-pressed',
            // Over the name rather than beside it: the room is the name's until somebody points there.
            filter ? 'text-link' : 'absolute top-1.5 right-2 bg-surface text-muted opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100',
          )}
        >
          <ListFilter aria-hidden className="size-3.5" />
        </button>
      </PopoverTrigger>
      <PopoverContent className="w-64">
        <FilterForm
          column={column}
          profile={profile}
          filter={filter}
          onChange={(next) => {
            onChange(next)
            setOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function FilterForm({ column, profile, filter, onChange }: FilterPopoverProps) {
  const [draft, setDraft] = useState<FilterDraft>(() => draftOf(filter, column.type))
  const next = filterFrom(column.name, draft)
  const change = (part: Partial<FilterDraft>) => setDraft({ ...draft, ...part })
  const ops = opsFor(column.type).filter((op) => op !== 'in' || profile?.top)
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (next) onChange(next)
      }}
    >
      <p className="truncate text-sm font-medium">{column.name}</p>
      <Select aria-label="Condition" size="sm" value={draft.op} onValueChange={(op) => change({ op: op as FilterDraft['op'] })} options={ops.map((op) => ({ value: op, label: opWords[op] }))} />
      {draft.op === 'in' && profile?.top ? <TopValues profile={profile} values={draft.values} onChange={(values) => change({ values })} /> : <ValueInputs column={column} draft={draft} change={change} />}
      <div className="mt-1 flex justify-between">
        <Button size="sm" variant="ghost" disabled={!filter} onClick={() => onChange(null)}>
          Remove
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={!next}>
          Filter
        </Button>
      </div>
    </form>
  )
}

function ValueInputs({ column, draft, change }: { column: Column; draft: FilterDraft; change: (part: Partial<FilterDraft>) => void }) {
  if (draft.op === 'missing' || draft.op === 'present') return null
  if (column.type === 'boolean') {
    return <Select aria-label="Value" size="sm" value={draft.value} onValueChange={(value) => change({ value })} options={[{ value: 'true', label: 'true' }, { value: 'false', label: 'false' }]} />
  }
  const hint = column.type === 'date' ? '2024-05-31' : column.type === 'timestamp' ? '2024-05-31 14:00' : undefined
  const mode = isNumericType(column.type) ? 'decimal' : undefined
  return (
    <div className="flex flex-col gap-1.5">
      <Input autoFocus aria-label={draft.op === 'between' ? 'From' : 'Value'} inputMode={mode} placeholder={hint} value={draft.value} onChange={(event) => change({ value: event.target.value })} />
      {draft.op === 'between' && <Input aria-label="To" inputMode={mode} placeholder={hint} value={draft.to} onChange={(event) => change({ to: event.target.value })} />}
    </div>
  )
}

function TopValues({ profile, values, onChange }: { profile: ColumnProfile; values: string[]; onChange: (values: string[]) => void }) {
  return (
    <div className="flex max-h-56 flex-col gap-1 overflow-y-auto" role="group" aria-label="Values">
      {profile.top!.map(({ value, count }) => (
        <label key={value} className="flex min-w-0 items-center gap-2 rounded-sm px-1 py-0.5 hover:bg-hover">
          <Checkbox checked={values.includes(value)} onCheckedChange={(checked) => onChange(checked ? [...values, value] : values.filter((other) => other !== value))} />
          <span className="min-w-0 flex-1 truncate">{value === '' ? '(empty text)' : value}</span>
          <span className="text-sm text-muted tabular">{formatInteger(count)}</span>
        </label>
      ))}
    </div>
  )
}
