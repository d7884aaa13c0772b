import type { Metadata } from 'next'
import { EnvironmentForm } from '@/components/environments/environment-form'
import { requireContext } from '@/lib/auth/require-context'

export const metadata: Metadata = { title: 'New environment' }

export default async function NewEnvironment({ params }: { params: Promise<{ workspace: string }> }) {
  await requireContext((await params).workspace, 'environments.write')
  return <EnvironmentForm />
}
