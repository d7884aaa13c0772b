'use client'

import { useDeferredValue } from 'react'
import Link from 'next/link'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Box } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatInteger } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import { fetchModels, modelHref, modelKeys, versionHref } from './queries'

/** Every registered model, the last changed first. */
export function ModelsPage() {
  const api = useApi()
  const { slug } = useWorkspace()
  const { get, set } = useUrlState()
  const contains = useDeferredValue(get('contains') ?? '')
  const query = useInfiniteQuery({
    queryKey: modelKeys.list(slug, contains),
    queryFn: ({ pageParam }) => fetchModels(api, contains, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  const models = query.data?.pages.flatMap((page) => page.models) ?? []
  return (
    <Page>
      <PageHeader title="Models" description="Trained models under a name, with versions that say where each comes from." />
      {(models.length > 0 || contains) && <Input type="search" aria-label="Search models" placeholder="Search models" className="max-w-80" defaultValue={contains} onChange={(event) => set({ contains: event.target.value })} />}
      {query.error && <ErrorNote title="The models could not be read" error={query.error} action={<Button size="sm" onClick={() => void query.refetch()}>Try again</Button>} />}
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : models.length > 0 ? (
        <Table aria-label="Models">
          <thead>
            <tr>
              <Th>Model</Th>
              <Th numeric>Versions</Th>
              <Th>Aliases</Th>
              <Th className="max-md:hidden">Description</Th>
              <Th className="max-sm:hidden">Changed</Th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <Tr key={model.name}>
                <Td className="max-sm:max-w-36">
                  <Link className="font-medium hover:underline" href={modelHref(slug, model.name)}>
                    {model.name}
                  </Link>
                </Td>
                <Td numeric>{model.latest === null ? '0' : <Link className="hover:underline" title="Open the newest version" href={versionHref(slug, model.name, model.latest)}>{formatInteger(model.versions)}</Link>}</Td>
                <Td className="max-sm:max-w-36">
                  <span className="flex gap-1">
                    {model.aliases.slice(0, 3).map(({ alias, version }) => (
                      <Badge key={alias} tone="accent">
                        {alias} → {version}
                      </Badge>
                    ))}
                    {model.aliases.length > 3 && <Badge>+{model.aliases.length - 3}</Badge>}
                  </span>
                </Td>
                <Td className="text-muted max-md:hidden" title={model.description}>{model.description}</Td>
                <Td className="text-muted max-sm:hidden">
                  <RelativeTime at={model.updatedMs} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : query.error ? null : contains ? (
        <EmptyState icon={Box} title="No model contains this" action={<Button onClick={() => set({ contains: null })}>Show all models</Button>} />
      ) : (
        <EmptyState icon={Box} title="No model is registered yet" action={<Button asChild variant="primary"><Link href={`/w/${slug}/experiments`}>Open experiments</Link></Button>}>
          Open a run that has trained a model and press Register model, or call mlflow.register_model in your script.
        </EmptyState>
      )}
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more models
        </Button>
      )}
    </Page>
  )
}
