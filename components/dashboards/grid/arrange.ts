import { moveElement, verticalCompactor } from 'react-grid-layout/core'
import { gridColumns, type Tile } from '@/lib/dashboards/schema'

type Place = Pick<Tile, 'x' | 'y' | 'w' | 'h'>
type Item = Place & { i: string }

const items = (tiles: readonly Tile[]): Item[] => tiles.map(({ id, x, y, w, h }) => ({ i: id, x, y, w, h }))

/** The tiles at the places of a layout, in reading order, so that the keyboard and a narrow screen go the same way. */
export function placed(tiles: readonly Tile[], layout: readonly Item[]): Tile[] {
  const at = new Map(layout.map((item) => [item.i, item]))
  return inReadingOrder(tiles.map((tile) => ({ ...tile, ...pick(at.get(tile.id) ?? tile) })))
}

const pick = ({ x, y, w, h }: Place): Place => ({ x, y, w, h })

export function inReadingOrder(tiles: readonly Tile[]): Tile[] {
  return [...tiles].sort((a, b) => a.y - b.y || a.x - b.x)
}

const compacted = (tiles: readonly Tile[], layout: readonly Item[]) => placed(tiles, verticalCompactor.compact(layout, gridColumns) as Item[])

/** Without holes above any tile. */
export const compact = (tiles: readonly Tile[]) => compacted(tiles, items(tiles))

/** A tile one place further; up or down, as far as it takes to change places with what is there. The same tiles where it cannot go. */
export function moved(tiles: readonly Tile[], id: string, dx: number, dy: number): Tile[] {
  const before = compact(tiles)
  const own = before.find((tile) => tile.id === id)
  if (!own) return before
  const x = Math.max(0, Math.min(gridColumns - own.w, own.x + dx))
  for (let far = 1; far <= 60; far++) {
    const y = own.y + dy * far
    if (y < 0) break
    const layout = items(before)
    const item = layout.find((each) => each.i === id)!
    const after = compacted(before, moveElement(layout, item, x, y, true, false, 'vertical', gridColumns) as Item[])
    const now = after.find((each) => each.id === id)!
    if (dy === 0 ? now.x !== own.x : (now.y - own.y) * dy > 0) return after
    if (dy === 0) break
  }
  return before
}

/** A tile wider or higher by so much, at least `least`. */
export function resized(tiles: readonly Tile[], id: string, dw: number, dh: number, least: { w: number; h: number }): Tile[] {
  const grown = tiles.map((tile) => {
    if (tile.id !== id) return tile
    const w = Math.max(Math.min(least.w, tile.w), Math.min(gridColumns, tile.w + dw))
    return { ...tile, w, x: Math.min(tile.x, gridColumns - w), h: Math.max(Math.min(least.h, tile.h), Math.min(60, tile.h + dh)) }
  })
  const layout = items(grown)
  const item = layout.find((each) => each.i === id)
  // Whatever it now covers goes below.
  return item ? compacted(grown, moveElement(layout, item, item.x, item.y, true, false, 'vertical', gridColumns) as Item[]) : grown
}

/** The highest place where so large a tile fits without moving another. */
export function freePlace(tiles: readonly Tile[], { w, h }: { w: number; h: number }): Place {
  const bottom = Math.max(0, ...tiles.map((tile) => tile.y + tile.h))
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x + w <= gridColumns; x++) {
      if (tiles.every((tile) => tile.x + tile.w <= x || tile.x >= x + w || tile.y + tile.h <= y || tile.y >= y + h)) return { x, y, w, h }
    }
  }
  return { x: 0, y: bottom, w, h }
}
