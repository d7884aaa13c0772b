import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TrackedRunPage } from '@/components/experiments/run/tracked-run-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { viewTrackedRun } from '@/lib/tracking/runs/view'

interface Props {
  params: Promise<{ workspace: string; id: string; run: string }>
}

async function load({ params }: Props) {
  const { workspace, run } = await params
  const ctx = await requireContext(workspace, 'experiments.read')
  try {
    return await viewTrackedRun(ctx, run)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).name }
}

export default async function Page(props: Props) {
  const run = await load(props)
  return <TrackedRunPage key={run.id} initial={run} />
}
