import { ExperimentsPage } from '@/components/experiments/experiments-page'
import { requireContext } from '@/lib/auth/require-context'

export const metadata = { title: 'Experiments' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'experiments.read')
  return <ExperimentsPage />
}
