import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SweepPage } from '@/components/sweeps/page/sweep-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readSweep } from '@/lib/sweeps/read'

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

async function load({ params }: Props) {
  const { id } = await params
  const ctx = await requireContext((await params).workspace, 'runs.read')
  try {
    return await readSweep(ctx, id)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const sweep = await load(props)
  return { title: `Sweep ${sweep.number} · ${sweep.name}` }
}

export default async function Page(props: Props) {
  const sweep = await load(props)
  return <SweepPage key={sweep.id} id={sweep.id} initial={sweep} />
}
