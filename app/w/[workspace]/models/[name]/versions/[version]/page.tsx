import type { Metadata } from 'next'
import { VersionPage } from '@/components/registry/version-page'
import { requireContext } from '@/lib/auth/require-context'
import { viewVersion } from '@/lib/registry/pages'
import { orNotFound } from '../../or-not-found'

interface Props {
  params: Promise<{ workspace: string; name: string; version: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, version } = await params
  return { title: `${decodeURIComponent(name)}, version ${version}` }
}

export default async function Page({ params }: Props) {
  const { workspace, name, version } = await params
  const ctx = await requireContext(workspace, 'models.read')
  const detail = await orNotFound(viewVersion(ctx, decodeURIComponent(name), version))
  return <VersionPage key={`${detail.name} ${detail.version}`} initial={detail} />
}
