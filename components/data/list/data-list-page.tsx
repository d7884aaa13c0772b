'use client'

import { useQuery } from '@tanstack/react-query'
import { Database, Plus } from 'lucide-react'
import Link from 'next/link'
import { useUrlState } from '@/components/runs/use-url-state'
import { useKeys } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { AssetSummary } from '@/lib/data/schema'
import { dataHref, dataListQuery } from '../data-queries'
import { arrange, sortKeys, type SortKey } from '../source-words'
import { DataTable } from './data-table'

/** The workspace's data assets. */
export function DataListPage({ initial }: { initial: AssetSummary[] }) {
  const { slug } = useWorkspace()
  const mayAdd = useCan('data.write')
  const url = useUrlState()
  const { data, error } = useQuery({ ...dataListQuery(slug), initialData: initial })
  const search = url.get('q') ?? ''
  const [key, direction] = (url.get('sort') ?? 'updated:desc').split(':')
  const sort = { key: sortKeys.includes(key as SortKey) ? (key as SortKey) : 'updated', descending: direction === 'desc' }
  const shown = arrange(data, search, sort)
  useKeys('Data', [{ keys: '/', label: 'Find data', run: () => document.getElementById('find-data')?.focus() }])
  return (
    <Page>
      <PageHeader
        title="Data"
        description={data.length === 0 ? undefined : `${formatCount(data.length, 'table')} in this workspace`}
        actions={
          mayAdd && (
            <>
              <Button asChild>
                <Link href={`${dataHref(slug)}/datastores`}>Datastores</Link>
              </Button>
              <Button asChild>
                <Link href={`${dataHref(slug)}/gallery`}>Gallery</Link>
              </Button>
              <Button variant="primary" asChild>
                <Link href={`${dataHref(slug)}/new`}>
                  <Plus aria-hidden className="size-4" />
                  Add data
                </Link>
              </Button>
            </>
          )
        }
      />
      {error && <ErrorNote error={error} />}
      {data.length === 0 ? (
        <EmptyState
          icon={Database}
          title="Tables that you add appear here"
          action={
            mayAdd && (
              <>
                <Button variant="primary" asChild>
                  <Link href={`${dataHref(slug)}/new`}>Add data</Link>
                </Button>
                <Link className="link" href={`${dataHref(slug)}/gallery`}>
                  Open data sets to begin with
                </Link>
              </>
            )
          }
        >
          {mayAdd ? 'Upload a file, read one from an address, or take an open data set.' : 'An author of this workspace can add some.'}
        </EmptyState>
      ) : (
        <>
          <Input id="find-data" type="search" aria-label="Find data" placeholder="Find by name, column or source" className="max-w-80" value={search} onChange={(event) => url.set({ q: event.target.value })} />
          {shown.length === 0 ? (
            <p className="text-muted">
              Nothing matches “{search}”.{' '}
              <button type="button" className="link" onClick={() => url.set({ q: null })}>
                Show all
              </button>
            </p>
          ) : (
            <DataTable workspace={slug} assets={shown} sort={sort} onSort={(next) => url.set({ sort: `${next.key}:${next.descending ? 'desc' : 'asc'}` })} />
          )}
        </>
      )}
    </Page>
  )
}
