'use client'

import { useCallback, useMemo, useState } from 'react'
import { GridLayout, verticalCompactor, type Layout } from 'react-grid-layout'
import { useWidth } from '@/components/charts/use-width'
import { gridColumns, type DashboardFilters, type Tile } from '@/lib/dashboards/schema'
import type { Draft } from '../draft/draft'
import { kinds, usualTitle } from '../tiles/kinds'
import { TileCard, type TileCardProps } from '../tiles/tile-card'
import { moved, placed, resized } from './arrange'
import './grid.css'

export interface EditGridProps {
  draft: Draft
  tiles: readonly Tile[]
  filters: DashboardFilters
  editsOf: (tile: Tile) => NonNullable<TileCardProps['edits']>
  selected: string | null
}

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const where = ({ x, y, w, h }: Tile) => `column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`

/** The tiles while they are arranged: dragged by their titles and sized at their corners, or both by the arrow keys. */
export default function EditGrid({ draft, tiles, filters, editsOf, selected }: EditGridProps) {
  const { ref, width } = useWidth<HTMLDivElement>()
  const [told, setTold] = useState('')
  const shape = JSON.stringify(tiles.map(({ id, x, y, w, h, view }) => ({ i: id, x, y, w, h, minW: Math.min(w, kinds[view.kind].least.w), minH: Math.min(h, kinds[view.kind].least.h) })))
  const layout = useMemo(() => JSON.parse(shape) as Layout, [shape])
  const arrange = useCallback((change: (tiles: readonly Tile[]) => Tile[], group = '') => draft.edit((content) => ({ ...content, tiles: change(content.tiles) }), group), [draft])
  const begin = () => {
    draft.held = true
  }
  const end = (next: Layout) => {
    arrange((all) => placed(all, next as never))
    draft.release()
  }
  function press(event: React.KeyboardEvent, tile: Tile) {
    if (event.target !== event.currentTarget || event.metaKey || event.altKey || event.ctrlKey) return
    const edits = editsOf(tile)
    const [dx, dy] = arrows[event.key] ?? []
    if (dx !== undefined && dy !== undefined) {
      arrange((all) => (event.shiftKey ? resized(all, tile.id, dx, dy, kinds[tile.view.kind].least) : moved(all, tile.id, dx, dy)), `${event.shiftKey ? 'size' : 'move'} ${tile.id}`)
      const now = draft.content.get().tiles.find(({ id }) => id === tile.id)
      if (now) setTold(where(now))
    } else if (event.key === 'Enter') edits.settings()
    else if (event.key === 'Delete' || event.key === 'Backspace') edits.remove()
    else return
    event.preventDefault()
  }
  return (
    <div ref={ref}>
      <p role="status" aria-label="Place of the tile" className="sr-only">{told}</p>
      <p id="arrange-keys" className="sr-only">Arrow keys move the tile, with Shift they size it. Enter opens its settings, Delete removes it.</p>
      {width > 0 && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={{ cols: gridColumns, rowHeight: 36, margin: [12, 12], containerPadding: [0, 0] }}
          dragConfig={{ enabled: true, handle: '.tile-handle', cancel: '.tile-quiet' }}
          resizeConfig={{ enabled: true, handles: ['se'] }}
          compactor={verticalCompactor}
          onDragStart={begin}
          onResizeStart={begin}
          onDragStop={end}
          onResizeStop={end}
        >
          {tiles.map((tile) => (
            <div
              key={tile.id}
              role="group"
              tabIndex={0}
              aria-roledescription="tile"
              aria-label={`${tile.title || usualTitle(tile.view)}, ${where(tile)}`}
              aria-describedby="arrange-keys"
              data-arrange={tile.id}
              onKeyDown={(event) => press(event, tile)}
              onDoubleClick={(event) => (event.target as Element).closest('.tile-handle') && editsOf(tile).settings()}
              className="rounded-md"
            >
              <TileCard tile={tile} filters={filters} edits={editsOf(tile)} selected={selected === tile.id} />
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  )
}
