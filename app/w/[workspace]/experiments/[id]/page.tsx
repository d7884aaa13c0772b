import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ExperimentPage } from '@/components/experiments/experiment-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readExperiment } from '@/lib/tracking/experiments/search'
import { suggestColumns } from '@/lib/tracking/runs/view'

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

async function load({ params }: Props) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'experiments.read')
  try {
    return { ctx, row: await readExperiment(ctx, id) }
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).row.name }
}

export default async function Page(props: Props) {
  const { ctx, row } = await load(props)
  return <ExperimentPage id={String(row.number)} name={row.name} note={row.tags['mlflow.note.content'] ?? ''} deleted={row.lifecycle === 'deleted'} suggested={await suggestColumns(ctx, String(row.number))} />
}
