import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Designer } from '@/components/pipelines/designer/designer'
import { componentHeads } from '@/lib/catalog/late'
import { requireContext } from '@/lib/auth/require-context'
import { loadDraft } from '@/lib/drafts/load-updates'
import { isAppError } from '@/lib/errors'
import { firstLook } from '@/lib/pipelines/first-look'
import { readPipeline } from '@/lib/pipelines/read'
import { listOwn } from '@/lib/workspace-components/load'
import { ownInside } from '@/lib/workspace-components/read'

interface Props {
  params: Promise<{ workspace: string; id: string }>
}

async function load({ params }: Props) {
  const { workspace, id } = await params
  const ctx = await requireContext(workspace, 'pipelines.read')
  try {
    return { ctx, pipeline: await readPipeline(ctx, id) }
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).pipeline.name }
}

export default async function Page(props: Props) {
  const { ctx, pipeline } = await load(props)
  const { update, seq } = await loadDraft(ctx, pipeline.id)
  const [own, inside, first] = await Promise.all([listOwn(ctx), ownInside(ctx, pipeline.id), firstLook(ctx, pipeline.graph)])
  const { id, name, description } = pipeline
  return <Designer key={id} pipeline={{ id, name, description }} update={Buffer.from(update).toString('base64')} seq={seq} heads={componentHeads()} own={own} inside={inside} first={first} />
}
