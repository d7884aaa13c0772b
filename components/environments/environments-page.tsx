'use client'

import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { Package, Plus } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatInteger } from '@/components/ui/format'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { EnvironmentSummary } from '@/lib/environments/schema'
import { environmentsQuery } from './environment-queries'
import { largestMb, OnAgents } from './environment-state'

/** The Python packages that steps find: what comes along, and what people here have made. */
export function EnvironmentsPage({ initial }: { initial: EnvironmentSummary[] }) {
  const { slug } = useWorkspace()
  const mayWrite = useCan('environments.write')
  const url = useUrlState()
  const { data, error } = useQuery({ ...environmentsQuery(slug), initialData: initial })
  const withArchived = url.get('archived') === '1'
  const own = data.filter(({ kind, archived }) => kind === 'custom' && (withArchived || !archived))
  const archived = data.filter((environment) => environment.archived).length
  const add = mayWrite && (
    <Button asChild variant="primary" icon={Plus}>
      <Link href={`/w/${slug}/environments/new`}>New environment</Link>
    </Button>
  )
  return (
    <Page>
      <PageHeader title="Environments" description="Python packages that steps find, fixed by a lock. An agent builds one when a step needs it, or when you ask." actions={add} />
      {error && <ErrorNote title="This page is not up to date" error={error} />}
      <section aria-label="Of this workspace" className="flex flex-col gap-2">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-lg font-semibold">Of this workspace</h2>
          {archived > 0 && (
            <Button size="sm" variant="ghost" onClick={() => url.set({ archived: withArchived ? null : '1' })}>
              {withArchived ? 'Hide archived' : `Show ${archived} archived`}
            </Button>
          )}
        </div>
        {own.length === 0 ? (
          <EmptyState icon={Package} title="Environments that you make appear here">
            {mayWrite ? 'Name the packages that a script needs; an agent finds versions that go together and fixes them.' : 'An author of this workspace can make some.'}
          </EmptyState>
        ) : (
          <List environments={own} label="Environments of this workspace" slug={slug} />
        )}
      </section>
      <section aria-label="Come with Atelier" className="flex flex-col gap-2">
        <h2 className="text-lg font-semibold">Come with Atelier</h2>
        <List environments={data.filter(({ kind }) => kind === 'curated')} label="Environments that come with Atelier" slug={slug} />
      </section>
    </Page>
  )
}

function List({ environments, label, slug }: { environments: EnvironmentSummary[]; label: string; slug: string }) {
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          <Th className="w-[40%]">Name</Th>
          <Th className="w-[24%]">State</Th>
          <Th numeric className="w-[12%] max-md:hidden">Packages</Th>
          <Th numeric className="w-[12%] max-md:hidden">Size</Th>
          <Th className="w-[12%] max-sm:hidden">Last use</Th>
        </tr>
      </thead>
      <tbody>
        {environments.map((environment) => {
          const size = largestMb(environment.agents)
          return (
            <Tr key={environment.name} className="relative">
              <Td className="max-w-[26rem] max-sm:max-w-44">
                <Link href={`/w/${slug}/environments/${environment.name}`} className="font-medium after:absolute after:inset-0 hover:text-link">
                  {environment.title}
                </Link>{' '}
                <span className="text-muted">{environment.kind === 'curated' && environment.title !== environment.name ? environment.name : `version ${environment.version}`}</span> {environment.container && <Badge>image</Badge>} {environment.archived && <Badge>archived</Badge>}
              </Td>
              <Td>
                <OnAgents environment={environment} />
              </Td>
              <Td numeric className="max-md:hidden">{environment.packages > 0 ? formatInteger(environment.packages) : '–'}</Td>
              <Td numeric className="max-md:hidden">{size === null ? '–' : formatBytes(size * 1e6)}</Td>
              <Td className="text-muted max-sm:hidden">{environment.usedAt ? <RelativeTime at={environment.usedAt} /> : 'never'}</Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}
