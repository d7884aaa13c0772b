import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { LabelPage } from '@/components/labeling/workspace/label-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readProject } from '@/lib/labeling/read-project'

interface Props {
  params: Promise<{ workspace: string; project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Read once, for the title and the page. */
const load = cache(async (workspace: string, project: string) => {
  const ctx = await requireContext(workspace, 'labeling.annotate')
  try {
    return await readProject(ctx, decodeURIComponent(project))
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  }
})

async function projectOf({ params }: Props) {
  const { workspace, project } = await params
  return load(workspace, project)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Label ${(await projectOf(props)).name}` }
}

export default async function Page(props: Props) {
  const project = await projectOf(props)
  const query = await props.searchParams
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined)
  const as = one('as')
  const answer = as === 'correct' || as === 'gold' ? { as, from: one('from') === 'quality' ? 'quality' : 'images', begun: one('begun') === '1' } as const : undefined
  return <LabelPage project={project} task={one('task')} answer={answer} />
}
