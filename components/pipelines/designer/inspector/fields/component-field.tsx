'use client'

import { useMemo, useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { findComponent, refOf, search } from '@/lib/catalog'
import { bodyPorts } from '@/lib/catalog/control/each-body'
import { cn } from '@/components/ui/cn'
import { fieldClass, Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { ComponentIcon } from '@/components/pipelines/component-icon'
import type { FieldProps } from './field-props'

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
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => {
    const able = search(query).filter((component) => bodyPorts(component))
    // Those made here are made for this.
    return query === '' ? [...able.filter((component) => component.category === 'Workspace'), ...able.filter((component) => component.category !== 'Workspace')] : able
  }, [query])
  return (
    <div className="w-72">
      <Input
        autoFocus
        aria-label="Search components"
        placeholder="Search components"
        value={query}
        onChange={(event) => (setQuery(event.target.value), setActive(0))}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setActive((index) => Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))))
          } else if (event.key === 'Enter') {
            event.preventDefault()
            if (found[active]) onPick(refOf(found[active]))
          }
        }}
      />
      <div role="listbox" aria-label="Components" className="mt-1 max-h-64 overflow-y-auto">
        {found.map((component, index) => (
          <div
            key={refOf(component)}
            role="option"
            aria-selected={refOf(component) === chosen}
            title={component.summary}
            ref={(element) => void (index === active && element?.scrollIntoView({ block: 'nearest' }))}
            onPointerMove={() => setActive(index)}
            onClick={() => onPick(refOf(component))}
            className={cn('flex h-7 items-center gap-2 rounded-sm px-2', index === active && 'bg-hover')}
          >
            <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{component.name}</span>
            <span className="shrink-0 text-sm text-muted">{component.category}</span>
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-sm text-muted">No component that takes one table and gives one is called so.</p>}
      </div>
    </div>
  )
}
