'use client'

import { useState } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { FlaskConical, Plug, Terminal } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount, formatInteger } from '@/components/ui/format'
import { HoverLink } from '@/components/ui/hover-link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ExperimentSummary } from '@/lib/tracking/experiments/search'
import { ConnectHelp } from './connect-help'
import { searchableExperiments } from '@/lib/tracking/filter/schema'
import { FilterBox } from './filter-box'
import { experimentKeys, fetchExperiments } from './queries'
import { Shown } from './shown'

/** Every experiment of the workspace, newest first. */
export function ExperimentsPage() {
  const api = useApi()
  const { slug } = useWorkspace()
  const url = useUrlState()
  const canRun = useCan('runs.submit')
  const [helping, setHelping] = useState(false)
  const filters = { filter: url.get('filter') ?? '', deleted: url.get('deleted') === 'true' }
  const query = useInfiniteQuery({
    queryKey: experimentKeys.list(slug, filters),
    queryFn: ({ pageParam }) => fetchExperiments(api, { ...filters, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
    retry: false,
  })
  const rows = query.data?.pages.flatMap((page) => page.experiments) ?? []
  return (
    <Page>
      <PageHeader
        title="Experiments"
        description="Named groups of runs. Scripts and notebooks log here with the mlflow client as it is."
        actions={
          <>
            <Button icon={Plug} aria-expanded={helping} onClick={() => setHelping(!helping)}>
              Log from Python
            </Button>
            {canRun && (
              <Button asChild>
                <HoverLink href={`/w/${slug}/experiments/run-command`}>
                  <Terminal aria-hidden className="size-4" strokeWidth={1.75} />
                  Run a command
                </HoverLink>
              </Button>
            )}
          </>
        }
      />
      {helping && (
        <section aria-label="Log from Python" className="max-w-[720px] rounded-md border border-line bg-surface p-4">
          <ConnectHelp />
        </section>
      )}
      <div className="flex flex-wrap items-start gap-2">
        <FilterBox value={filters.filter} searchable={searchableExperiments} example="name LIKE 'penguin%' AND tags.team = 'birds'" error={query.error} onChange={(filter) => url.set({ filter })} />
        <Shown value={filters.deleted ? 'deleted' : 'active'} among={['active', 'deleted']} onChange={(shown) => url.set({ deleted: shown === 'deleted' ? 'true' : null })} />
      </div>
      {query.error && !filters.filter && <ErrorNote title="The experiments could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : rows.length > 0 ? (
        <ExperimentTable rows={rows} />
      ) : query.error ? null : (
        <EmptyState icon={FlaskConical} title={filters.deleted ? 'No experiment is deleted' : 'No experiment fits this filter'} action={<Button onClick={() => url.set({ filter: null, deleted: null })}>Show all experiments</Button>} />
      )}
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older experiments
        </Button>
      )}
    </Page>
  )
}

function ExperimentTable({ rows }: { rows: ExperimentSummary[] }) {
  const { slug } = useWorkspace()
  return (
    <Table aria-label="Experiments">
      <thead>
        <tr>
          <Th>Experiment</Th>
          <Th numeric>Runs</Th>
          <Th>Newest run</Th>
          <Th className="max-sm:hidden">Note</Th>
          <Th className="max-md:hidden">Created</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="max-sm:max-w-44">
              <HoverLink className="font-medium hover:underline" href={`/w/${slug}/experiments/${row.id}`}>
                {row.name}
              </HoverLink>
            </Td>
            <Td numeric title={formatCount(row.runs, 'run')}>
              {formatInteger(row.runs)}
            </Td>
            <Td className="text-muted">{row.newestRunMs === null ? '–' : <RelativeTime at={row.newestRunMs} />}</Td>
            <Td className="text-muted max-sm:hidden" title={row.note}>
              {row.note}
            </Td>
            <Td className="text-muted max-md:hidden">
              <RelativeTime at={row.createdMs} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
