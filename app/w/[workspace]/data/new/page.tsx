import type { Metadata } from 'next'
import { AddDataPage } from '@/components/data/add/add-data-page'
import { requireContext } from '@/lib/auth/require-context'
import { readData } from '@/lib/data/read-data'

export const metadata: Metadata = { title: 'Add data' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<{ name?: string | string[] }>
}

export default async function NewData({ params, searchParams }: Props) {
  const ctx = await requireContext((await params).workspace, 'data.write')
  const { name } = await searchParams
  // A name that is not there any more is a new asset like any other.
  const known = typeof name === 'string' ? await readData(ctx, name).catch(() => null) : null
  return <AddDataPage name={known?.name ?? null} />
}
