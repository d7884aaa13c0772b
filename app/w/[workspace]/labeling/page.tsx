import type { Metadata } from 'next'
import { ProjectListPage } from '@/components/labeling/projects/project-list-page'
import { requireContext } from '@/lib/auth/require-context'
import { listProjects } from '@/lib/labeling/read-project'

export const metadata: Metadata = { title: 'Labeling' }

export default async function Labeling({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'labeling.read')
  return <ProjectListPage initial={await listProjects(ctx)} />
}
