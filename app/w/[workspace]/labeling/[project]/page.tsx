import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProjectPage } from '@/components/labeling/dashboard/project-page'
import { requireContext } from '@/lib/auth/require-context'
import { isAppError } from '@/lib/errors'
import { readProject } from '@/lib/labeling/read-project'

export const metadata: Metadata = { title: 'Labeling project' }

export default async function Project({ params }: { params: Promise<{ workspace: string; project: string }> }) {
  const { workspace, project } = await params
  const ctx = await requireContext(workspace, 'labeling.read')
  const found = await readProject(ctx, decodeURIComponent(project)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  return <ProjectPage initial={found} />
}
