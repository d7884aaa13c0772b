'use client'

import { useRef, useState } from 'react'
import Link from 'next/link'
import { Boxes, Search } from 'lucide-react'
import { ComponentIcon } from '@/components/pipelines/component-icon'
import { PortGlyph } from '@/components/pipelines/port-glyph'
import { useKeys } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { searchIn } from '@/lib/catalog/search'
import type { Component, Port } from '@/lib/catalog/types'

export interface ListedComponent extends Pick<Component, 'id' | 'name' | 'category' | 'summary' | 'keywords' | 'icon'> {
  href: string
  ref: string
  inputs: Port['type'][]
  outputs: Port['type'][]
}

export interface ComponentListProps {
  components: ListedComponent[]
  /** From the address, so that a search can be sent on. */
  query: string
}

/** Every component by category, narrowed while typing; the search lives in the address. */
export function ComponentList({ components, query }: ComponentListProps) {
  const [search, setSearch] = useState(query)
  const field = useRef<HTMLInputElement>(null)
  useKeys('Components', [{ keys: '/', label: 'Search components', run: () => field.current?.focus() }])

  function type(next: string) {
    setSearch(next)
    window.history.replaceState(null, '', next ? `?q=${encodeURIComponent(next)}` : window.location.pathname)
  }

  const found = searchIn(components, search)
  const categories = [...new Set(components.map(({ category }) => category))]
  return (
    <>
      <div className="relative max-w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-faint" strokeWidth={1.75} />
        <Input ref={field} type="search" className="pl-8" aria-label="Search components" placeholder="Search by name or purpose" value={search} onChange={(event) => type(event.target.value)} onKeyDown={(event) => event.key === 'Escape' && type('')} />
      </div>
      {found.length === 0 ? (
        <EmptyState icon={Boxes} title={`No component is about “${search}”`} action={<Button onClick={() => type('')}>Show all</Button>}>
          What none of them does, SQL or a Python script can.
        </EmptyState>
      ) : (
        categories.map((category) => <Category key={category} title={category} components={found.filter((component) => component.category === category)} />)
      )}
    </>
  )
}

function Category({ title, components }: { title: string; components: ListedComponent[] }) {
  if (components.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 text-sm font-medium text-muted">{title}</h2>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {components.map((component) => (
          <li key={component.ref}>
            <Link href={component.href} className="flex min-h-9 items-center gap-3 px-3 py-1.5 hover:bg-hover">
              <ComponentIcon name={component.icon} className="size-4 shrink-0 text-muted" />
              <span className="w-44 shrink-0 font-medium max-sm:w-auto">{component.name}</span>
              <span className="min-w-0 flex-1 truncate text-muted max-sm:hidden">{component.summary}</span>
              <Ports inputs={component.inputs} outputs={component.outputs} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `table, table → table` as marks; in words for those who cannot see them. */
function Ports({ inputs, outputs }: Pick<ListedComponent, 'inputs' | 'outputs'>) {
  const words = (types: string[]) => types.join(', ') || 'nothing'
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1" title={`${words(inputs)} → ${words(outputs)}`}>
      <span className="sr-only">{`takes ${words(inputs)}, gives ${words(outputs)}`}</span>
      {inputs.map((type, index) => (
        <PortGlyph key={index} type={type} size={10} />
      ))}
      <span aria-hidden className="text-faint">→</span>
      {outputs.map((type, index) => (
        <PortGlyph key={index} type={type} size={10} />
      ))}
    </span>
  )
}
