import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TargetPage } from '@/components/clusters/target-page'
import { requireContext } from '@/lib/auth/require-context'
import { readTarget } from '@/lib/clusters/read'
import { isAppError } from '@/lib/errors'

export const metadata: Metadata = { title: 'Cluster' }

export default async function Target({ params }: { params: Promise<{ workspace: string; target: string }> }) {
  const { workspace, target: name } = await params
  const ctx = await requireContext(workspace, 'compute.read')
  const target = await readTarget(ctx, decodeURIComponent(name)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  return <TargetPage initial={target} />
}
