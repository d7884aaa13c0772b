'use client'

import { useMemo, useState } from 'react'
import Link from 'next/link'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleStop, History } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { fetchRuns, runKeys } from '../queries'
import { isFinal } from '../status'
import { useUrlState } from '../use-url-state'
import { RunFilters } from './run-filters'
import { RunsTable } from './runs-table'

export interface RunsPageProps {
  /** For the filter; newest first. */
  pipelines: { id: string; name: string }[]
}

/** Every run of the workspace, newest first, moving as they move. */
export function RunsPage({ pipelines }: RunsPageProps) {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const filters = { state: url.get('state') ?? '', pipeline: url.get('pipeline') ?? '', from: dayIn(url.get('from')), to: dayIn(url.get('to')), person: url.get('person') ?? '' }
  const query = useRuns(filters)
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.runs) ?? [], [query.data])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const canCancel = useCan('runs.cancel')
  const open = runs.filter((run) => chosen.has(run.id) && !isFinal(run))
  const filtered = Object.values(filters).some(Boolean)

  return (
    <Page>
      <PageHeader title="Runs" />
      <div className="flex flex-wrap items-center gap-2">
        <RunFilters {...filters} pipelines={pipelines} onChange={(changes) => url.set(changes)} />
        {canCancel && chosen.size > 0 && <CancelChosen ids={open.map((run) => run.id)} chosen={chosen.size} onDone={() => setChosen(new Set())} />}
      </div>
      {query.error && <ErrorNote title="The runs could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {query.isPending ? (
        <SkeletonRows rows={8} />
      ) : runs.length > 0 ? (
        <RunsTable runs={runs} chosen={chosen} onChoose={setChosen} choosable={canCancel} />
      ) : query.error ? null : filtered ? (
        <EmptyState icon={History} title="No run fits these filters" action={<Button onClick={() => url.set({ state: null, pipeline: null, from: null, to: null, person: null })}>Show all runs</Button>} />
      ) : (
        <EmptyState icon={History} title="Nothing has run yet" action={<Button asChild variant="primary"><Link href={`/w/${slug}/pipelines`}>Open pipelines</Link></Button>}>
          A run is one execution of a pipeline, with its results and its log.
        </EmptyState>
      )}
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older runs
        </Button>
      )}
    </Page>
  )
}

/** A day as an address holds it; what is none asks for nothing. */
const dayIn = (text: string | null) => (text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '')

function useRuns(filters: { state: string; pipeline: string; from: string; to: string; person: string }) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useInfiniteQuery({
    queryKey: runKeys.list(slug, filters),
    queryFn: ({ pageParam }) => fetchRuns(api, { ...filters, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The shell's event stream is the rule; this is for a network that swallows it.
    refetchInterval: 15_000,
  })
}

function CancelChosen({ ids, chosen, onDone }: { ids: string[]; chosen: number; onDone: () => void }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const cancel = useMutation({
    mutationFn: () => Promise.all(ids.map((id) => api.post(`/runs/${id}/cancel`))),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: runKeys.lists(slug) }),
  })
  return (
    <div className="flex items-center gap-2">
      <span className="text-muted tabular">{chosen} chosen</span>
      <Button icon={CircleStop} size="sm" disabled={ids.length === 0} onClick={() => setAsking(true)}>
        {ids.length === 0 ? 'All have ended' : `Cancel ${formatCount(ids.length, 'run')}`}
      </Button>
      <Button variant="ghost" size="sm" onClick={onDone}>
        Clear
      </Button>
      <Confirm open={asking} onOpenChange={setAsking} title={`Cancel ${formatCount(ids.length, 'run')}?`} action={`Yes, cancel ${formatCount(ids.length, 'run')}`} onConfirm={() => cancel.mutateAsync()}>
        Running steps are stopped. What has succeeded is kept and reused next time.
      </Confirm>
    </div>
  )
}
