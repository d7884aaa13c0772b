import type { Metadata } from 'next'
import { ModelPage } from '@/components/registry/model-page'
import { requireContext } from '@/lib/auth/require-context'
import { viewModel } from '@/lib/registry/pages'
import { orNotFound } from './or-not-found'

interface Props {
  params: Promise<{ workspace: string; name: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function Page({ params }: Props) {
  const { workspace, name } = await params
  const ctx = await requireContext(workspace, 'models.read')
  const detail = await orNotFound(viewModel(ctx, decodeURIComponent(name)))
  return <ModelPage key={detail.model.name} initial={detail} />
}
