'use client'

import { useEffect, useRef } from 'react'
import { Copy, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { DashboardFilters, Tile, TileView } from '@/lib/dashboards/schema'
import { kinds, usualTitle } from '../tiles/kinds'
import type { TileEdits } from '../tiles/tile-menu'
import { ViewFields } from './view-fields'

export interface TilePanelProps {
  tile: Tile
  filters: DashboardFilters
  /** `group`: edits in a row that undo takes back as one. */
  onChange: (change: (tile: Tile) => Tile, group: string) => void
  edits: TileEdits
  onClose: () => void
}

/** A tile's settings, at the right of the grid; what is chosen shows at once. */
export default function TilePanel({ tile, filters, onChange, edits, onClose }: TilePanelProps) {
  const { label, icon: Icon, shows } = kinds[tile.view.kind]
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [tile.id])
  const setView = (view: TileView, name: string) => onChange((before) => ({ ...before, view }), `${tile.id} ${name}`)
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={`Settings of ${tile.title || usualTitle(tile.view)}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        onClose()
        document.querySelector<HTMLElement>(`[data-arrange="${tile.id}"]`)?.focus()
      }}
      className="flex w-[340px] shrink-0 flex-col border-l border-line bg-surface outline-none max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[70dvh] max-md:w-auto max-md:rounded-t-lg max-md:border-t max-md:border-l-0 max-md:shadow-pop"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-4">
        <Icon aria-hidden className="size-4 text-muted" strokeWidth={1.75} />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{label}</h2>
        <Button variant="ghost" size="sm" icon={X} aria-label="Close the settings" onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <p className="text-sm text-muted">{shows}</p>
        <Field label="Title">
          <Input value={tile.title} placeholder={usualTitle(tile.view)} maxLength={200} onChange={(event) => onChange((before) => ({ ...before, title: event.target.value }), `${tile.id} title`)} />
        </Field>
        <ViewFields view={tile.view} filters={filters} onChange={setView} />
      </div>
      <footer className="flex shrink-0 gap-2 border-t border-line px-4 py-3">
        <Button size="sm" icon={Copy} onClick={edits.duplicate}>Duplicate</Button>
        <Button size="sm" icon={Trash2} onClick={edits.remove}>Remove</Button>
      </footer>
    </aside>
  )
}
