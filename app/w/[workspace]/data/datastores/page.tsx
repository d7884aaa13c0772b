import type { Metadata } from 'next'
import { DatastoresPage } from '@/components/data/datastores/datastores-page'
import { requireContext } from '@/lib/auth/require-context'
import { listDatastores } from '@/lib/datastores/manage'

export const metadata: Metadata = { title: 'Datastores' }

export default async function Datastores({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'data.read')
  return <DatastoresPage initial={await listDatastores(ctx)} />
}
