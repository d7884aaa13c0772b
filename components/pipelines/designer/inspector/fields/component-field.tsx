'use client'

import { useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { findComponent, refOf, search } from '@/lib/catalog'
import { bodyPorts } from '@/lib/catalog/control/each-body'
import { cn } from '@/components/ui/cn'
import { fieldClass } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { ComponentIcon } from '@/components/pipelines/component-icon'
import type { FieldProps } from './field-props'
import { SearchList } from './search-list'

/** Chooses a component that takes one table and gives one: the workspace's own and those that come along. */
export function ComponentField({ field: _, value, onChange, columns: __, error: ___, ...control }: FieldProps<'component'>) {
  const [open, setOpen] = useState(false)
  const ref = typeof value === 'string' ? value : ''
  const chosen = findComponent(ref)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger {...control} className={cn(fieldClass, 'flex h-8 items-center gap-2 px-2 text-left')}>
        {chosen && <ComponentIcon name={chosen.icon} className="size-4 shrink-0 text-muted" />}
        <span className={cn('min-w-0 flex-1 truncate', !ref && 'text-faint', ref && !chosen && 'text-failed')}>{chosen?.name ?? (ref || 'Choose a component')}</span>
        {chosen && chosen.version > 1 && <span className="text-sm text-muted">version {chosen.version}</span>}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </PopoverTrigger>
      <PopoverContent className="p-1.5" align="end">
        <List chosen={ref} onPick={(next) => (onChange(next), setOpen(false))} />
      </PopoverContent>
    </Popover>
  )
}

function List({ chosen, onPick }: { chosen: string; onPick: (ref: string) => void }) {
  return (
    <SearchList
      things="components"
      find={able}
      keyOf={refOf}
      chosen={(component) => refOf(component) === chosen}
      onPick={(component) => onPick(refOf(component))}
      hint={(component) => component.summary}
      row={(component) => (
        <>
          <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate">{component.name}</span>
          <span className="shrink-0 text-sm text-muted">{component.category}</span>
        </>
      )}
      nothing={() => 'No component that takes one table and gives one is called so.'}
    />
  )
}

function able(query: string) {
  const found = search(query).filter((component) => bodyPorts(component))
  // Those made here are made for this.
  return query === '' ? [...found.filter((component) => component.category === 'Workspace'), ...found.filter((component) => component.category !== 'Workspace')] : found
}
