import { DashboardsPage } from '@/components/dashboards/list/dashboards-page'
import { requireContext } from '@/lib/auth/require-context'
import { listDashboards } from '@/lib/dashboards/read'

export const metadata = { title: 'Dashboards' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'dashboards.read')
  return <DashboardsPage initial={await listDashboards(ctx)} />
}
