import type { DashboardContent, Tile } from './schema'

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const place = ({ x, y, w, h }: Tile) => ({ x, y, w, h })
const shown = ({ title, view }: Tile) => ({ title, view })

/**
 * Two changes of one draft as one: `base` is what both began with. Tiles that one of them added, moved, set or removed are so
 * after it. Where both set the same tile, mine stays in its place and theirs is kept as a tile of its own below; what one
 * removed and the other set stays. Filters are mine where I set them. `newId` names such a copy.
 */
export function mergeDrafts(base: DashboardContent, mine: DashboardContent, theirs: DashboardContent, newId: () => string): DashboardContent {
  const before = new Map(base.tiles.map((tile) => [tile.id, tile]))
  const other = new Map(theirs.tiles.map((tile) => [tile.id, tile]))
  const own = new Map(mine.tiles.map((tile) => [tile.id, tile]))
  const copies: Tile[] = []
  const tiles: Tile[] = []
  for (const tile of mine.tiles) {
    const [was, their] = [before.get(tile.id), other.get(tile.id)]
    if (!was || !their) {
      // New here, or removed there: it stays if it was set since.
      if (!was || !same(shown(was), shown(tile))) tiles.push(tile)
      continue
    }
    const [set, theySet] = [!same(shown(was), shown(tile)), !same(shown(was), shown(their))]
    if (set && theySet && !same(shown(tile), shown(their))) copies.push({ ...their, id: newId() })
    tiles.push({ ...tile, ...shown(set ? tile : their), ...place(same(place(was), place(tile)) ? their : tile) })
  }
  for (const tile of theirs.tiles) {
    const was = before.get(tile.id)
    if (!own.has(tile.id) && (!was || !same(shown(was), shown(tile)))) tiles.push(tile)
  }
  const bottom = Math.max(0, ...tiles.map(({ y, h }) => y + h))
  const filters = same(base.filters, mine.filters) ? theirs.filters : mine.filters
  return { ...(filters && { filters }), tiles: [...tiles, ...copies.map((tile, index) => ({ ...tile, x: 0, y: bottom + index * tile.h }))] }
}
