'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation, useQuery } from '@tanstack/react-query'
import { LayoutDashboard, Plus, Sparkles, Trash2 } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useKeys } from '@/components/shell/keys'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { ListFilter } from '@/components/ui/list-filter'
import { Page, PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardSummary, DashboardView } from '@/lib/dashboards/schema'
import { dashboardKeys, fetchDashboards } from '../queries'
import { DashboardsTable } from './dashboards-table'

/** Every dashboard of the workspace, and the way to a first one. */
export function DashboardsPage({ initial }: { initial: DashboardSummary[] }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const router = useRouter()
  const url = useUrlState()
  const canEdit = useCan('dashboards.write')
  const deleted = url.get('show') === 'trash'
  const [typed, setTyped] = useState(url.get('search') ?? '')
  const list = useQuery({ queryKey: dashboardKeys.list(slug, deleted), queryFn: () => fetchDashboards(api, deleted), initialData: deleted ? undefined : initial, refetchInterval: 30_000 })
  const create = useMutation({
    mutationFn: (ready: boolean) => (ready ? api.post<DashboardView>('/dashboards/ready-made') : api.post<DashboardView>('/dashboards', { name: 'Untitled dashboard' })),
    onSuccess: (made, ready) => router.push(`/w/${slug}/dashboards/${made.id}${ready ? '' : '?edit=1'}`),
  })
  useKeys('Dashboards', canEdit ? [{ keys: 'n', label: 'New dashboard', run: () => create.mutate(false) }] : [])
  const search = typed.trim().toLowerCase()
  const rows = list.data?.filter(({ name }) => name.toLowerCase().includes(search))
  const empty = !deleted && list.data?.length === 0
  const buttons = canEdit && (
    <>
      <Button icon={Sparkles} variant={empty ? 'primary' : 'secondary'} busy={create.isPending && create.variables} onClick={() => create.mutate(true)}>
        {empty ? 'Make one of your experiments' : 'Ready-made'}
      </Button>
      <Button icon={Plus} variant={empty ? 'secondary' : 'primary'} busy={create.isPending && !create.variables} onClick={() => create.mutate(false)}>
        {empty ? 'Start empty' : 'New dashboard'}
      </Button>
    </>
  )
  return (
    <Page>
      <PageHeader title="Dashboards" description="What is best, what changed, and what it cost: tiles over the runs of the workspace, live." actions={!empty && buttons} />
      {create.error && <ErrorNote title="The dashboard was not made" error={create.error} />}
      {!empty && (
        <ListFilter
          things="dashboards"
          typed={typed}
          onType={(next) => {
            setTyped(next)
            url.set({ search: next.trim() })
          }}
          deleted={deleted}
          onDeleted={(next) => url.set({ show: next ? 'trash' : null })}
        />
      )}
      {list.error ? (
        <ErrorNote title="The dashboards could not be read" error={list.error} action={<Button size="sm" onClick={() => void list.refetch()}>Try again</Button>} />
      ) : !rows ? (
        <SkeletonRows />
      ) : rows.length > 0 ? (
        <DashboardsTable rows={rows} deleted={deleted} />
      ) : empty ? (
        <EmptyState icon={LayoutDashboard} title="No dashboard yet" action={buttons || undefined}>
          {canEdit ? 'The ready-made one takes the experiments that were worked in last: their best, their curves, their parameters, runs by day and compute hours.' : 'Somebody who may edit makes them; they appear here for everybody.'}
        </EmptyState>
      ) : search ? (
        <EmptyState title={`No dashboard is called “${typed.trim()}”.`} />
      ) : (
        <EmptyState icon={Trash2} title="The trash is empty." />
      )}
    </Page>
  )
}
