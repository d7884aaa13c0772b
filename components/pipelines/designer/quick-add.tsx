'use client'

import { useMemo, useState } from 'react'
import { useReactFlow } from '@xyflow/react'
import { refOf, search } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { Input } from '@/components/ui/input'
import { Popover, PopoverAnchor, PopoverContent } from '@/components/ui/popover'
import { cn } from '@/components/ui/cn'
import { addStep } from '../actions/add-step'
import { cardHeight, cardWidth } from '../card-geometry'
import { ComponentIcon } from '../component-icon'
import { useDesigner, type Panel } from './designer-context'
import type { StepNode, WireEdge } from './flow-elements'
import { selectSteps } from './hooks/use-flow-sync'
import { componentsFor } from './open-ends'

type QuickAddPanel = Extract<Panel, { kind: 'quick-add' }>

/** Opens where a wire was dropped on nothing, or where the canvas was double-clicked. */
export function QuickAdd({ open }: { open: QuickAddPanel }) {
  const { panel } = useDesigner()
  return (
    <Popover open onOpenChange={(next) => !next && panel.set(null)}>
      <PopoverAnchor asChild>
        <span aria-hidden className="fixed size-0" style={{ left: open.at.x, top: open.at.y }} />
      </PopoverAnchor>
      <PopoverContent className="w-64 p-1" sideOffset={0} aria-label="Add a step">
        <QuickAddList open={open} />
      </PopoverContent>
    </Popover>
  )
}

function QuickAddList({ open }: { open: QuickAddPanel }) {
  const designer = useDesigner()
  const flow = useReactFlow<StepNode, WireEdge>()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const able = useMemo(() => (open.join ? componentsFor(designer.draft.graph.get(), open.join) : null), [open, designer])
  const found = useMemo(() => search(query).filter((component) => !able || able.has(component)), [query, able])

  const add = (component: Component) => {
    const at = flow.screenToFlowPosition(open.at)
    const up = open.join && 'to' in open.join
    const snap = (value: number) => Math.round(value / 10) * 10
    const position = { x: snap(at.x - cardWidth / 2), y: snap(up ? at.y - cardHeight : at.y) }
    const id = addStep(designer.draft, { component: refOf(component), position, join: open.join })
    designer.panel.set(null)
    selectSteps(flow, [id], { focus: true })
  }
  return (
    <>
      <Input
        autoFocus
        aria-label="Search components to add"
        placeholder={open.join ? 'Add a step that fits' : 'Add a step'}
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
            add(found[active])
          }
        }}
      />
      <div role="listbox" aria-label="Components" className="max-h-64 overflow-y-auto">
        {found.map((component, index) => (
          <div
            key={component.id}
            role="option"
            aria-selected={index === active}
            ref={(element) => void (index === active && element?.scrollIntoView({ block: 'nearest' }))}
            onPointerMove={() => setActive(index)}
            onClick={() => add(component)}
            className={cn('flex h-7 items-center gap-2 rounded-sm px-2', index === active && 'bg-hover')}
          >
            <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
            <span className="truncate">{component.name}</span>
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-sm text-muted">Nothing that fits is called so.</p>}
      </div>
    </>
  )
}
