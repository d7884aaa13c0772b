'use client'

import { useCallback } from 'react'
import { fetchExperiments, fetchKeys } from '@/components/experiments/queries'
import { useApi, type Api } from '@/components/ui/api-client'
import { showToast } from '@/components/ui/toast'
import { goalFor } from '@/lib/dashboards/goal'
import type { DashboardFilters, Tile, TileKind } from '@/lib/dashboards/schema'
import type { Draft } from '../draft/draft'
import { compact, freePlace, inReadingOrder } from '../grid/arrange'
import { kinds, newView, usualTitle } from '../tiles/kinds'
import type { TileEdits } from '../tiles/tile-menu'

const newId = () => crypto.randomUUID()

/** The experiment that most tiles look at, else the newest with runs, with names that a new tile can start from. */
async function namesFor(api: Api, tiles: readonly Tile[], filters: DashboardFilters) {
  const counts = new Map<string, number>()
  for (const { view } of tiles) if ('experiment' in view && view.experiment) counts.set(view.experiment, (counts.get(view.experiment) ?? 0) + 1)
  const common = filters.experiment || [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
  const experiment = common ?? (await fetchExperiments(api, { filter: '', deleted: false })).experiments.toSorted((a, b) => (b.newestRunMs ?? 0) - (a.newestRunMs ?? 0))[0]?.id ?? ''
  const keys = experiment ? await fetchKeys(api, experiment, '') : { metrics: [], params: [] }
  return { experiment, metrics: keys.metrics, params: keys.params }
}

/** What is done to tiles, each as one step that can be undone. */
export function useTileEdits(draft: Draft | null, filters: DashboardFilters, select: (id: string | null) => void) {
  const api = useApi()
  const edit = useCallback((change: (tiles: readonly Tile[]) => Tile[], group = '') => draft?.edit((content) => ({ ...content, tiles: change(content.tiles) }), group), [draft])
  const add = useCallback(
    async (kind: TileKind) => {
      if (!draft) return
      const tiles = draft.content.get().tiles
      const none = { experiment: '', metrics: [], params: [] }
      const names = kinds[kind].ofRuns ? await namesFor(api, tiles, filters).catch(() => none) : none
      const id = newId()
      const view = newView(kind, names, goalFor(undefined, names.metrics))
      edit((now) => inReadingOrder([...now, { id, title: '', ...freePlace(now, kinds[kind].size), view }]))
      select(id)
      requestAnimationFrame(() => document.querySelector(`[data-tile="${id}"]`)?.scrollIntoView({ block: 'nearest' }))
    },
    [api, draft, edit, filters, select],
  )
  const change = useCallback((id: string, how: (tile: Tile) => Tile, group: string) => edit((tiles) => tiles.map((tile) => (tile.id === id ? how(tile) : tile)), group), [edit])
  const editsOf = useCallback(
    (tile: Tile): TileEdits => ({
      settings: () => select(tile.id),
      duplicate: () => {
        const id = newId()
        edit((tiles) => inReadingOrder([...tiles, { ...tile, id, ...freePlace(tiles, tile) }]))
        select(id)
      },
      remove: () => {
        edit((tiles) => compact(tiles.filter(({ id }) => id !== tile.id)))
        select(null)
        showToast({ message: `“${tile.title || usualTitle(tile.view)}” was removed`, action: { label: 'Undo', onClick: () => edit((tiles) => (tiles.some(({ id }) => id === tile.id) ? [...tiles] : compact([tile, ...tiles]))) } })
      },
      earlier: () => edit((tiles) => swapped(tiles, tile.id, -1)),
      later: () => edit((tiles) => swapped(tiles, tile.id, 1)),
    }),
    [edit, select],
  )
  return { add, change, editsOf }
}

/** On a narrow screen: a tile before or after its neighbour in the one column. */
function swapped(tiles: readonly Tile[], id: string, by: 1 | -1): Tile[] {
  const order = inReadingOrder(tiles)
  const at = order.findIndex((tile) => tile.id === id)
  const [own, other] = [order[at], order[at + by]]
  if (!own || !other) return [...tiles]
  const [first, second] = by < 0 ? [own, other] : [other, own]
  // Above or left of where the other was, and what was there after it.
  return compact(order.map((tile) => (tile === first ? { ...tile, x: other === first ? own.x : other.x, y: Math.min(own.y, other.y) } : tile === second ? { ...tile, x: Math.min(tile.x, 12 - tile.w), y: Math.min(own.y, other.y) + first.h } : tile)))
}
