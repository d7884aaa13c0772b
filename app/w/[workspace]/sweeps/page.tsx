import { SweepsPage } from '@/components/sweeps/list/sweeps-page'
import { requireContext } from '@/lib/auth/require-context'

export const metadata = { title: 'Sweeps' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'runs.read')
  return <SweepsPage />
}
