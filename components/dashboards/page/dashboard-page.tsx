'use client'

import { useCallback, useMemo, useState } from 'react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Store, useStore } from '@/components/pipelines/draft/store'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { useKeys } from '@/components/shell/keys'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { mostTiles, noFilters, type DashboardContent, type DashboardFilters, type DashboardView } from '@/lib/dashboards/schema'
import { useDraft } from '../draft/use-draft'
import { FilterBar } from '../filters/filter-bar'
import { filtersIn, urlOfFilters } from '../filters/filters-in-url'
import { dashboardKeys, fetchDashboard } from '../queries'
import { DashboardHeader } from './dashboard-header'
import { DashboardTiles } from './dashboard-tiles'
import { OldVersion } from './old-version'
import { useFullScreen } from './use-full-screen'
import { useLive, type Refresh } from './use-live'
import { useTileEdits } from './use-tile-edits'

const AddTile = dynamic(() => import('./add-tile'), { ssr: false })
const Versions = dynamic(() => import('./versions'), { ssr: false })
const TilePanel = dynamic(() => import('../panel/tile-panel'), { ssr: false })

const nothing = new Store<DashboardContent>({ tiles: [] })
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const refreshIn = (text: string | null): Refresh => (text === 'off' ? null : /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0)

/** A dashboard: read and filtered by everybody, arranged by those who may. `home`: as the workspace's first page. */
export function DashboardPage({ initial, home = false }: { initial: DashboardView; home?: boolean }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const router = useRouter()
  const url = useUrlState()
  const client = useQueryClient()
  const canEdit = useCan('dashboards.write')
  const { data: dashboard = initial, error } = useQuery({ queryKey: dashboardKeys.one(slug, initial.id), queryFn: () => fetchDashboard(api, initial.id), initialData: initial, staleTime: 30_000 })
  const draft = useDraft(dashboard, canEdit)
  const drafted = useStore(draft?.content ?? nothing)
  const unpublished = draft !== null && !same(drafted, dashboard.content)
  const old = url.get('version')
  const editing = draft !== null && !home && old === null && url.get('edit') !== null
  const content = editing ? drafted : dashboard.content
  const own = content.filters ?? noFilters
  const filters = useStable(filtersIn(url.get, own))
  const setFilters = (next: DashboardFilters) => url.set(urlOfFilters(next, own))
  const refresh = refreshIn(url.get('refresh'))
  const { full, toggle } = useFullScreen()
  const [selected, setSelected] = useState<string | null>(null)
  const [open, setOpen] = useState<'add' | 'versions' | null>(null)
  const { add, change, editsOf } = useTileEdits(draft, filters, setSelected)
  const live = useLive(dashboard.id, refresh, useCallback(() => void client.invalidateQueries({ queryKey: ['dashboards', slug] }), [client, slug]))
  const chosen = editing ? content.tiles.find(({ id }) => id === selected) : undefined
  const setEditing = (on: boolean) => {
    setSelected(null)
    url.set({ edit: on ? '1' : null, full: null })
  }
  useKeys('Dashboard', [
    ...(old === null && !editing ? [{ keys: 'f', label: full ? 'Leave full screen' : 'Full screen', run: toggle }] : []),
    ...(draft && !home && old === null && !editing ? [{ keys: 'e', label: 'Edit the dashboard', run: () => setEditing(true) }] : []),
    ...(editing && draft
      ? [
          { keys: 'a', label: 'Add a tile', run: () => setOpen('add') },
          { keys: 'mod+z', label: 'Undo', run: draft.undo },
          { keys: 'mod+shift+z', label: 'Redo', run: draft.redo },
        ]
      : []),
  ])
  const experiments = useMemo(() => [...new Set(content.tiles.flatMap(({ view }) => ('experiment' in view && view.experiment ? [view.experiment] : [])))], [content.tiles])
  const filterUrl = urlOfFilters(filters, dashboard.content.filters ?? noFilters)
  return (
    <div className={cn('flex min-h-0 flex-1', full && 'fixed inset-0 z-40 bg-canvas')}>
      {!home && <Crumb label={dashboard.name} />}
      <div className="flex min-w-0 flex-1 flex-col gap-3 overflow-y-auto px-6 py-4 max-sm:px-4">
        <DashboardHeader
          dashboard={dashboard}
          draft={draft}
          editing={editing}
          unpublished={unpublished}
          full={full}
          home={home}
          filters={filterUrl}
          refresh={refresh}
          live={live}
          onRefresh={(next) => url.set({ refresh: next === 0 ? null : next === null ? 'off' : String(next) })}
          onEdit={(on) => (home ? router.push(`/w/${slug}/dashboards/${dashboard.id}?edit=1`) : setEditing(on))}
          onAdd={() => setOpen('add')}
          onFull={toggle}
          onVersions={() => setOpen('versions')}
          onDeleted={() => router.push(`/w/${slug}/dashboards`)}
        />
        {old === null && <FilterBar filters={filters} own={own} onChange={setFilters} onKeep={editing && draft ? (next) => draft.edit((before) => ({ ...before, filters: next })) : undefined} experiments={experiments} />}
        {error && <ErrorNote title="The dashboard could not be brought up to date" error={error} />}
        {old !== null ? (
          <OldVersion id={dashboard.id} number={old} filters={filters} onLeave={() => url.set({ version: null })} />
        ) : (
          <DashboardTiles content={content} draft={editing ? draft : null} filters={filters} editsOf={editsOf} selected={chosen?.id ?? null} unpublished={unpublished} onAdd={draft ? () => (editing ? setOpen('add') : setEditing(true)) : undefined} />
        )}
      </div>
      {chosen && <TilePanel tile={chosen} filters={filters} onChange={(how, group) => change(chosen.id, how, group)} edits={editsOf(chosen)} onClose={() => setSelected(null)} />}
      {open === 'add' && (
        <AddTile
          full={content.tiles.length >= mostTiles}
          onClose={() => setOpen(null)}
          onPick={(kind) => {
            setOpen(null)
            void add(kind)
          }}
        />
      )}
      {open === 'versions' && (
        <Versions
          id={dashboard.id}
          onClose={() => setOpen(null)}
          onShow={(number) => {
            setOpen(null)
            url.set({ version: String(number), edit: null })
          }}
        />
      )}
    </div>
  )
}

/** The same object as long as it says the same. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}
