import { ModelsPage } from '@/components/registry/models-page'
import { requireContext } from '@/lib/auth/require-context'

export const metadata = { title: 'Models' }

export default async function Page({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'models.read')
  return <ModelsPage />
}
