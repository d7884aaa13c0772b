import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CompareVersionsPage } from '@/components/registry/compare-versions-page'
import { requireContext } from '@/lib/auth/require-context'
import { viewVersion } from '@/lib/registry/pages'
import { orNotFound } from '../or-not-found'

interface Props {
  params: Promise<{ workspace: string; name: string }>
  searchParams: Promise<{ versions?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Versions of ${decodeURIComponent((await params).name)}` }
}

export default async function Page({ params, searchParams }: Props) {
  const { workspace, name } = await params
  const { versions } = await searchParams
  const ctx = await requireContext(workspace, 'models.read')
  const pair = typeof versions === 'string' ? versions.split(',') : []
  if (pair.length !== 2) notFound()
  const [from, to] = await orNotFound(Promise.all(pair.map((version) => viewVersion(ctx, decodeURIComponent(name), version))))
  return <CompareVersionsPage from={from!} to={to!} />
}
