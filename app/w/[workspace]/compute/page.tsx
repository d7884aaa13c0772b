import type { Metadata } from 'next'
import { ComputePage } from '@/components/compute/compute-page'
import { requireContext } from '@/lib/auth/require-context'
import { listTargets } from '@/lib/clusters/read'
import { readCompute } from '@/lib/compute/read'

export const metadata: Metadata = { title: 'Compute' }

export default async function Compute({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'compute.read')
  const [compute, targets] = await Promise.all([readCompute(ctx), listTargets(ctx)])
  return <ComputePage initial={{ ...compute, targets }} />
}
