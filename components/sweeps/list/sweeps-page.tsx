'use client'

import Link from 'next/link'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, SlidersHorizontal } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { formatNumber, NO_VALUE } from '@/lib/results/format'
import type { SweepSummary } from '@/lib/sweeps/read'
import { fetchSweeps, sweepKeys } from '../queries'
import { methodWords, objectiveText, stateWords } from '../words'

/** Every sweep of the workspace, newest first. */
export function SweepsPage() {
  const api = useApi()
  const { slug } = useWorkspace()
  const canSubmit = useCan('runs.submit')
  const pipeline = useUrlState().get('pipeline') ?? ''
  const query = useInfiniteQuery({
    queryKey: sweepKeys.list(slug, pipeline),
    queryFn: ({ pageParam }) => fetchSweeps(api, pipeline, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 10_000,
  })
  const sweeps = query.data?.pages.flatMap((page) => page.sweeps) ?? []
  const create = canSubmit && (
    <Button asChild variant="primary">
      <Link href={`/w/${slug}/sweeps/new`}>
        <Plus aria-hidden className="size-4" />
        New sweep
      </Link>
    </Button>
  )
  return (
    <Page>
      <PageHeader title="Sweeps" description="Many runs of one pipeline or command, each with other values, to find the best." actions={sweeps.length > 0 && create} />
      {query.error && <ErrorNote title="The sweeps could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : sweeps.length > 0 ? (
        <SweepsTable sweeps={sweeps} />
      ) : query.error ? null : (
        <EmptyState icon={SlidersHorizontal} title="Nothing has been swept yet" action={create || undefined}>
          A sweep tries many values of a pipeline’s parameters and shows which are best. Steps that do not depend on them are computed once.
        </EmptyState>
      )}
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older sweeps
        </Button>
      )}
    </Page>
  )
}

function SweepsTable({ sweeps }: { sweeps: SweepSummary[] }) {
  const { slug } = useWorkspace()
  return (
    <Table aria-label="Sweeps">
      <thead>
        <tr>
          <Th numeric>No.</Th>
          <Th>Name</Th>
          <Th>State</Th>
          <Th numeric>Trials</Th>
          <Th numeric>Best</Th>
          <Th className="max-md:hidden">Objective</Th>
          <Th className="max-md:hidden">Method</Th>
          <Th className="max-lg:hidden">By</Th>
          <Th className="max-sm:hidden">Begun</Th>
        </tr>
      </thead>
      <tbody>
        {sweeps.map((sweep) => (
          <Tr key={sweep.id}>
            <Td numeric className="text-muted">{sweep.number}</Td>
            <Td className="max-sm:max-w-36">
              <Link className="font-medium hover:underline" href={`/w/${slug}/sweeps/${sweep.id}`}>
                {sweep.name}
              </Link>
            </Td>
            <Td>
              <Badge tone={stateWords[sweep.state].tone} title={sweep.reason}>
                {stateWords[sweep.state].word}
              </Badge>
            </Td>
            <Td numeric>
              {sweep.trials} of {sweep.total}
            </Td>
            <Td numeric>{sweep.best === null ? NO_VALUE : formatNumber(sweep.best)}</Td>
            <Td className="max-md:hidden">{objectiveText(sweep.objective)}</Td>
            <Td className="max-md:hidden">{methodWords[sweep.method]}</Td>
            <Td className="text-muted max-lg:hidden">{sweep.createdBy}</Td>
            <Td className="text-muted max-sm:hidden">
              <RelativeTime at={sweep.createdAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
