import type { Metadata } from 'next'
import Link from 'next/link'
import { History } from 'lucide-react'
import { ActivityFilters } from '@/components/activity/filters'
import { ActivityTable } from '@/components/activity/activity-table'
import { withFilters } from '@/components/activity/words'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page, PageHeader } from '@/components/ui/page-header'
import { listActivity, listActivityFacets } from '@/lib/activity/list'
import { requireContext } from '@/lib/auth/require-context'

export const metadata: Metadata = { title: 'Activity' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'activity.read')
  const given = await searchParams
  const one = (name: string) => [given[name]].flat()[0] || undefined
  const filters = { actor: one('actor'), kind: one('kind'), object: one('object'), days: one('days') }
  const cursor = one('cursor')
  const [page, facets] = await Promise.all([listActivity(ctx, { ...filters, cursor }), listActivityFacets(ctx)])
  return (
    <Page>
      <PageHeader title="Activity" description="Who changed what in this workspace, newest first. Rows are never edited or removed." />
      <ActivityFilters facets={facets} current={filters} />
      {page.rows.length > 0 ? (
        <ActivityTable workspace={ctx.workspace.slug} rows={page.rows} />
      ) : (
        <EmptyState icon={History} title="Nothing fits these filters" action={<Button asChild><Link href="?">Clear filters</Link></Button>} />
      )}
      {(cursor || page.next) && (
        <nav aria-label="Pages" className="flex gap-2">
          {cursor && (
            <Button asChild size="sm">
              <Link href={withFilters(filters, {})}>Newest</Link>
            </Button>
          )}
          {page.next && (
            <Button asChild size="sm">
              <Link href={withFilters(filters, { cursor: String(page.next) })}>Older</Link>
            </Button>
          )}
        </nav>
      )}
    </Page>
  )
}
