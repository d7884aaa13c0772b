import type { Metadata } from 'next'
import { EnvironmentsPage } from '@/components/environments/environments-page'
import { requireContext } from '@/lib/auth/require-context'
import { listEnvironments } from '@/lib/environments/read'

export const metadata: Metadata = { title: 'Environments' }

export default async function Environments({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'compute.read')
  return <EnvironmentsPage initial={(await listEnvironments(ctx)).environments} />
}
