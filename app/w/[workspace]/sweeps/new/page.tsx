import { notFound } from 'next/navigation'
import { NewSweepPage } from '@/components/sweeps/new/new-sweep-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { listPipelines } from '@/lib/pipelines/list'
import { sweepOptions } from '@/lib/sweeps/options'

export const metadata = { title: 'New sweep' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<{ pipeline?: string; command?: string }>
}

export default async function Page({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'runs.submit')
  const { pipeline, command } = await searchParams
  const pipelines = (await listPipelines(ctx)).map(({ id, name }) => ({ id, name }))
  try {
    const options = pipeline ? await sweepOptions(ctx, pipeline) : null
    return <NewSweepPage pipelines={pipelines} options={options} command={!pipeline && command !== undefined} />
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}
