'use client'

import { lazy, Suspense, useCallback, useMemo } from 'react'
import { FlaskConical } from 'lucide-react'
import { Crumb } from '@/components/shell/crumb'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { searchableRuns } from '@/lib/tracking/filter/schema'
import type { SavedView } from '@/lib/tracking/runs/saved-views'
import { BuilderButton } from './builder-button'
import { ColumnMenu } from './column-menu'
import { ConnectHelp } from './connect-help'
import { ExportButton } from './export-button'
import { FilterBox } from './filter-box'
import { GroupMenu } from './group-menu'
import { RunTable } from './run-table'
import { SelectionBar } from './selection-bar'
import { Shown } from './shown'
import { useRunView } from './use-run-view'
import { useRuns } from './use-runs'
import { useSelection } from './use-selection'
import { ViewMenu } from './view-menu'

const GroupTable = lazy(() => import('./group-table'))

export interface ExperimentPageProps {
  id: string
  name: string
  note: string
  deleted: boolean
  /** Columns that are shown until somebody chooses. */
  suggested: string[]
  /** The saved view that the address names; `'missing'` where there is none by that id any more. */
  opened: SavedView | 'missing' | null
}

/** One experiment: its runs with the columns that people choose. How they are looked at is in the address, so that it can be sent. */
export function ExperimentPage({ id, name, note, deleted, suggested, opened }: ExperimentPageProps) {
  const { set, ...view } = useRunView(suggested)
  const { filter, order, columns, shown, group } = view
  const table = useMemo(() => ({ filter, order, columns, shown }), [filter, order, columns, shown])
  const { query, runs, listed, total } = useRuns(id, table, group === '')
  const { selection, toggle, choose, clear } = useSelection(`${filter} ${shown} ${group}`)
  const onSelect = useCallback((run: string, on: boolean, shift: boolean) => toggle(run, on, listed, shift), [toggle, listed])
  const refused = query.error && filter !== ''
  const saved = useMemo(() => ({ ...(filter && { filter }), ...(order && { order }), columns: JSON.stringify(columns), ...(shown !== 'active' && { shown }), ...(group && { group }) }), [filter, order, columns, shown, group])
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 px-6 py-5 max-sm:px-4">
      <Crumb label={name} />
      <PageHeader
        title={name}
        badge={deleted ? <Badge>Deleted</Badge> : undefined}
        description={note || undefined}
        actions={
          <>
            <ViewMenu experiment={id} opened={opened === 'missing' ? null : opened} query={saved} />
            <ColumnMenu experiment={id} columns={columns} onChange={(next) => set({ columns: JSON.stringify(next) })} />
            <ExportButton experiment={id} view={table} />
          </>
        }
      />
      {opened === 'missing' && <ErrorNote title="The view is not there any more">Somebody has deleted the view that this link leads to.</ErrorNote>}
      <div className="flex flex-wrap items-start gap-2">
        <FilterBox value={filter} searchable={searchableRuns} example="metrics.loss < 0.1 AND params.model = 'tree'" error={query.error} onChange={(next) => set({ filter: next })}>
          {(text) => <BuilderButton experiment={id} text={text} onChange={(next) => set({ filter: next })} />}
        </FilterBox>
        <GroupMenu experiment={id} value={group} onChange={(next) => set({ group: next })} />
        <Shown value={shown} among={['active', 'archived', 'deleted']} onChange={(next) => set({ shown: next === 'active' ? null : next, deleted: null })} />
        {total !== undefined && !query.error && <span className="self-center text-muted tabular">{formatCount(total, 'run')}</span>}
      </div>
      {(selection.all || selection.ids.size > 0) && <SelectionBar experiment={id} view={view} selection={selection} listed={listed} total={total} onAll={() => choose(listed, true)} onClear={clear} />}
      {query.error && !refused && <ErrorNote title="The runs could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {group !== '' ? (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <GroupTable experiment={id} view={view} onOpen={(next) => set({ filter: next, group: null }, { push: true })} />
        </Suspense>
      ) : query.isPending ? (
        <SkeletonRows rows={10} />
      ) : runs.length > 0 ? (
        <RunTable
          runs={runs}
          columns={columns}
          order={order}
          onOrder={(next) => set({ order: next })}
          selection={selection}
          onSelect={onSelect}
          onSelectLoaded={(on) => choose(on ? listed : [])}
          more={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
        />
      ) : query.error ? null : filter || shown !== 'active' ? (
        <EmptyState icon={FlaskConical} title={filter ? 'No run fits this filter' : `No run is ${shown}`} action={<Button onClick={() => set({ filter: null, deleted: null, shown: null })}>Show all runs</Button>} />
      ) : (
        <EmptyState icon={FlaskConical} title="No run has been logged yet" className="[&>div]:max-w-[640px]">
          <ConnectHelp experiment={name} />
        </EmptyState>
      )}
    </div>
  )
}
