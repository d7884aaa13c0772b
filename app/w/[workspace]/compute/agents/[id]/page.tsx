import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AgentPage } from '@/components/compute/agent-page'
import { requireContext } from '@/lib/auth/require-context'
import { readAgent } from '@/lib/compute/read'
import { isAppError } from '@/lib/errors'

export const metadata: Metadata = { title: 'Agent' }

export default async function Agent({ params }: { params: Promise<{ workspace: string; id: string }> }) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'compute.read')
  const agent = await readAgent(ctx, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  return <AgentPage initial={agent} />
}
