import type { Metadata } from 'next'
import { NewProjectPage } from '@/components/labeling/wizard/new-project-page'
import { requireContext } from '@/lib/auth/require-context'

export const metadata: Metadata = { title: 'New labeling project' }

export default async function NewProject({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'labeling.manage')
  return <NewProjectPage />
}
