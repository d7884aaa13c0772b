import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DataPage } from '@/components/data/detail/data-page'
import { requireContext } from '@/lib/auth/require-context'
import { readData } from '@/lib/data/read-data'
import { isAppError } from '@/lib/errors'

interface Props {
  params: Promise<{ workspace: string; name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function Data({ params }: Props) {
  const { workspace, name } = await params
  const ctx = await requireContext(workspace, 'data.read')
  const asset = await readData(ctx, decodeURIComponent(name)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  if (!asset) notFound()
  return <DataPage key={asset.name} initial={asset} />
}
