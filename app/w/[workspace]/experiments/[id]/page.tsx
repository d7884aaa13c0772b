import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ExperimentPage } from '@/components/experiments/experiment-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readExperiment } from '@/lib/tracking/experiments/search'
import { readSavedView } from '@/lib/tracking/runs/saved-views'
import { suggestColumns } from '@/lib/tracking/runs/view'

interface Props {
  params: Promise<{ workspace: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
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
  const id = String(row.number)
  const { view, ...rest } = await props.searchParams
  const opened = typeof view === 'string' ? ((await readSavedView(ctx, id, view)) ?? 'missing') : null
  // The link of a view says no more than its id: what the view holds goes into the address, where it can be changed from.
  if (opened !== null && opened !== 'missing' && Object.keys(rest).length === 0) {
    redirect(`/w/${ctx.workspace.slug}/experiments/${id}?${new URLSearchParams({ view: opened.id, ...opened.query })}`)
  }
  return <ExperimentPage id={id} name={row.name} note={row.tags['mlflow.note.content'] ?? ''} deleted={row.lifecycle === 'deleted'} suggested={await suggestColumns(ctx, id)} opened={opened} />
}
