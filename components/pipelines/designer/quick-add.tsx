'use client'

import '@/lib/catalog/everything'
import { useMemo, useState } from 'react'
import { useReactFlow } from '@xyflow/react'
import { search } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { Input } from '@/components/ui/input'
import { Popover, PopoverAnchor, PopoverContent } from '@/components/ui/popover'
import { cn } from '@/components/ui/cn'
import { ComponentIcon } from '../component-icon'
import { useDesigner } from './designer-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { selectSteps } from './hooks/use-flow-sync'
import { choiceOf, type QuickAddPanel } from './quick-add-choice'

/** Components to choose from: where a wire was dropped on nothing or the canvas double-clicked, into a wire, or for a step. */
export function QuickAdd({ open }: { open: QuickAddPanel }) {
  const { panel } = useDesigner()
  return (
    <Popover open onOpenChange={(next) => !next && panel.set(null)}>
      <PopoverAnchor asChild>
        <span aria-hidden className="fixed size-0" style={{ left: open.at.x, top: open.at.y }} />
      </PopoverAnchor>
      <PopoverContent className="w-72 p-1" sideOffset={0} aria-label="Choose a component">
        <QuickAddList open={open} />
      </PopoverContent>
    </Popover>
  )
}

function QuickAddList({ open }: { open: QuickAddPanel }) {
  const designer = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const choice = useMemo(() => choiceOf(open, designer, flow), [open, designer, flow])
  const found = useMemo(() => {
    const able = search(query).filter(choice.able).map((component) => ({ component, aside: choice.aside?.(component) }))
    // What costs nothing comes first; within that, the search's own order.
    return [...able.filter((each) => !each.aside), ...able.filter((each) => each.aside)]
  }, [query, choice])

  const pick = (component: Component) => {
    designer.panel.set(null)
    const id = choice.pick(component)
    if (id) selectSteps(flow, [id], { focus: true })
  }
  return (
    <>
      <Input
        autoFocus
        aria-label="Search components to add"
        placeholder={choice.title}
        className="mb-1"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setActive((index) => Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))))
          } else if (event.key === 'Enter' && found[active]) {
            event.preventDefault()
            pick(found[active].component)
          }
        }}
      />
      <div role="listbox" aria-label="Components" className="max-h-64 overflow-y-auto">
        {found.map(({ component, aside }, index) => (
          <div
            key={component.id}
            role="option"
            aria-selected={index === active}
            ref={(element) => void (index === active && element?.scrollIntoView({ block: 'nearest' }))}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(component)}
            className={cn('flex h-7 items-center gap-2 rounded-sm px-2', index === active && 'bg-hover')}
          >
            <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{component.name}</span>
            {aside && <span className="shrink-0 text-sm text-muted">{aside}</span>}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-sm text-muted">Nothing that fits is called so.</p>}
      </div>
    </>
  )
}
