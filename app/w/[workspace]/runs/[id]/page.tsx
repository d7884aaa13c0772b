import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RunPage } from '@/components/runs/page/run-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readRun } from '@/lib/runs/read'
import { listOwn } from '@/lib/workspace-components/load'
import { isOwnRef } from '@/lib/workspace-components/schema'

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

async function load({ params }: Props) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'runs.read')
  try {
    return { ctx, run: await readRun(ctx, id) }
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { run } = await load(props)
  return { title: `Run ${run.number} · ${run.name}` }
}

export default async function Page(props: Props) {
  const { ctx, run } = await load(props)
  const own = run.graph.nodes.some((node) => isOwnRef(node.component)) ? await listOwn(ctx) : []
  return <RunPage key={run.id} id={run.id} initial={run} own={own} renderedAt={Date.now()} />
}
