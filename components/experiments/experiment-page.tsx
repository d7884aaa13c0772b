'use client'

import { useMemo } from 'react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import { ColumnMenu } from './column-menu'
import { ConnectHelp } from './connect-help'
import { FilterBox } from './filter-box'
import { experimentKeys, fetchRunTable, type RunTableView } from './queries'
import { RunTable } from './run-table'
import { Shown } from './shown'

export interface ExperimentPageProps {
  id: string
  name: string
  note: string
  deleted: boolean
  /** Columns that are shown until somebody chooses. */
  suggested: string[]
}

/** One experiment: its runs with the columns that people choose. The view is in the address, so that it can be sent. */
export function ExperimentPage({ id, name, note, deleted, suggested }: ExperimentPageProps) {
  const url = useUrlState()
  const chosen = url.get('columns')
  const columns = useMemo(() => columnsIn(chosen) ?? suggested, [chosen, suggested])
  const view: RunTableView = { filter: url.get('filter') ?? '', order: url.get('order') ?? '', columns, deleted: url.get('deleted') === 'true' }
  const query = useRuns(id, view)
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.runs) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0
  const refused = query.error && view.filter !== ''
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 px-6 py-5 max-sm:px-4">
      <Crumb label={name} />
      <PageHeader title={name} badge={deleted ? <Badge>Deleted</Badge> : undefined} description={note || undefined} actions={<ColumnMenu experiment={id} columns={columns} onChange={(next) => url.set({ columns: JSON.stringify(next) })} />} />
      <div className="flex flex-wrap items-start gap-2">
        <FilterBox value={view.filter} example="metrics.loss < 0.1 AND params.model = 'tree'" error={query.error} onChange={(filter) => url.set({ filter })} />
        <Shown deleted={view.deleted} onChange={(next) => url.set({ deleted: next ? 'true' : null })} />
        {query.data && !query.error && <span className="self-center text-muted tabular">{formatCount(total, 'run')}</span>}
      </div>
      {query.error && !refused && <ErrorNote title="The runs could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {query.isPending ? (
        <SkeletonRows rows={10} />
      ) : runs.length > 0 ? (
        <RunTable
          runs={runs}
          columns={columns}
          order={view.order}
          onOrder={(order) => url.set({ order })}
          more={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
        />
      ) : query.error ? null : view.filter || view.deleted ? (
        <EmptyState icon={FlaskConical} title={view.filter ? 'No run fits this filter' : 'No run is deleted'} action={<Button onClick={() => url.set({ filter: null, deleted: null })}>Show all runs</Button>} />
      ) : (
        <EmptyState icon={FlaskConical} title="No run has been logged yet" className="[&>div]:max-w-[640px]">
          <ConnectHelp experiment={name} />
        </EmptyState>
      )}
    </div>
  )
}

/** Columns as they stand in the address; undefined where none or nonsense does. */
function columnsIn(text: string | null): string[] | undefined {
  try {
    const names: unknown = JSON.parse(text ?? '')
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names.slice(0, 60) : undefined
  } catch {
    return undefined
  }
}

function useRuns(id: string, view: RunTableView) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useInfiniteQuery({
    queryKey: experimentKeys.runs(slug, id, view),
    queryFn: ({ pageParam }) => fetchRunTable(api, id, view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Only while few pages are open: each is asked for again.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) <= 2 ? 5_000 : false),
    retry: false,
  })
}
