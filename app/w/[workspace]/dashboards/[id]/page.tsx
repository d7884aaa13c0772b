import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeletedDashboard } from '@/components/dashboards/page/deleted-dashboard'
import { DashboardPage } from '@/components/dashboards/page/dashboard-page'
import { requireContext } from '@/lib/auth/require-context'
import { readDashboard } from '@/lib/dashboards/read'
import { isAppError } from '@/lib/errors'

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

/** Null: it was deleted and can come back. */
async function load({ params }: Props) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'dashboards.read')
  try {
    return { id, dashboard: await readDashboard(ctx, id) }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'not_found') throw error
    if (error.details?.deleted) return { id, dashboard: null }
    notFound()
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).dashboard?.name ?? 'Deleted dashboard' }
}

export default async function Page(props: Props) {
  const { id, dashboard } = await load(props)
  return dashboard ? <DashboardPage key={id} initial={dashboard} /> : <DeletedDashboard id={id} />
}
