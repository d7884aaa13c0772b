import type { Metadata } from 'next'
import { RunCommandPage } from '@/components/commands/run-command-page'
import { requireContext } from '@/lib/auth/require-context'

export const metadata: Metadata = { title: 'Run a command' }

interface Props {
  params: Promise<{ workspace: string }>
  searchParams: Promise<{ experiment?: string }>
}

export default async function Page({ params, searchParams }: Props) {
  await requireContext((await params).workspace, 'runs.submit')
  return <RunCommandPage experiment={(await searchParams).experiment ?? ''} />
}
