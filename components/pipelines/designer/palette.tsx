'use client'

import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useReactFlow } from '@xyflow/react'
import { filledCount, onFilled, refOf, search } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import { addFromPalette } from './add'
import { useDesigner } from './designer-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { PaletteItem } from './palette-item'
import { PaletteSearch } from './palette-search'

const categories: Component['category'][] = ['Data', 'Transform', 'Learn', 'Label', 'Control', 'Script', 'Workspace']

/** The left column: every component, found by typing, added by drag, click or Enter. */
export function Palette() {
  const designer = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const filled = useSyncExternalStore(onFilled, filledCount, filledCount)
  const groups = useMemo(() => groupByCategory(search(query), query !== ''), [query, filled])
  const order = useMemo(() => groups.flatMap((group) => group.items), [groups])
  const add = useCallback((component: Component) => void addFromPalette(flow, designer, refOf(component)), [flow, designer])
  const best = query === '' ? undefined : order[active]

  return (
    <aside aria-label="Components" className="flex w-[260px] shrink-0 flex-col border-r border-line bg-surface max-md:hidden">
      <PaletteSearch
        query={query}
        best={best?.name}
        onQuery={(next) => (setQuery(next), setActive(0))}
        onMove={(by) => {
          const next = Math.max(0, Math.min(order.length - 1, active + by))
          setActive(next)
          list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' })
        }}
        onEnter={() => {
          if (!best || !designer.canEdit) return
          add(best)
          setQuery('')
          setActive(0)
        }}
      />
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h2 className="sticky top-0 z-10 bg-surface px-1 pt-2 pb-1 text-sm font-medium text-muted">{group.name}</h2>
            {group.items.map((component) => (
              <PaletteItem key={component.id} component={component} index={order.indexOf(component)} active={component === best} onAdd={add} />
            ))}
          </section>
        ))}
        {order.length === 0 && <p className="px-1 py-3 text-muted">No component is called or does “{query}”.</p>}
      </div>
    </aside>
  )
}

function groupByCategory(found: Component[], ranked: boolean): { name: string; items: Component[] }[] {
  if (ranked) return found.length > 0 ? [{ name: 'Best matches', items: found }] : []
  return categories
    .map((name) => ({ name, items: found.filter((component) => component.category === name) }))
    .filter((group) => group.items.length > 0)
}
