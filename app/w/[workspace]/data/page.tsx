import type { Metadata } from 'next'
import { DataListPage } from '@/components/data/list/data-list-page'
import { requireContext } from '@/lib/auth/require-context'
import { listData } from '@/lib/data/list-data'

export const metadata: Metadata = { title: 'Data' }

export default async function Data({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'data.read')
  return <DataListPage initial={await listData(ctx)} />
}
