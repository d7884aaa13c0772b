'use client'

import { useId, useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { Column } from '@/lib/catalog/types'

export interface ColumnPickerProps {
  columns: Column[]
  chosen: string[]
  most: number
  onChange: (names: string[]) => void
}

/** Several of a table's columns, up to so many as a drawing can hold. */
export function ColumnPicker({ columns, chosen, most, onChange }: ColumnPickerProps) {
  const id = useId()
  const [search, setSearch] = useState('')
  const full = chosen.length >= most
  const shown = columns.filter((column) => column.name.toLowerCase().includes(search.trim().toLowerCase()))
  const toggle = (name: string) => onChange(columns.map((column) => column.name).filter((other) => (other === name ? !chosen.includes(name) : chosen.includes(other))))
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" className="h-6 justify-between gap-2 px-1.5">
          {chosen.length} of {columns.length} columns
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="flex w-64 flex-col gap-2">
        {columns.length > 10 && <Input type="search" aria-label="Find a column" placeholder="Find a column" className="h-7" value={search} onChange={(event) => setSearch(event.target.value)} />}
        <ul className="flex max-h-64 flex-col overflow-y-auto">
          {shown.map((column, index) => (
            <li key={column.name} className="flex h-7 items-center gap-2">
              <Checkbox id={`${id}-${index}`} checked={chosen.includes(column.name)} disabled={full && !chosen.includes(column.name)} onCheckedChange={() => toggle(column.name)} />
              <label htmlFor={`${id}-${index}`} className="min-w-0 truncate">
                {column.name}
              </label>
            </li>
          ))}
        </ul>
        {full && <p className="text-sm text-muted">Up to {most} columns fit; take one out to choose another.</p>}
      </PopoverContent>
    </Popover>
  )
}
