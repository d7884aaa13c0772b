import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { AppShell } from '@/components/shell/app-shell'
import { WorkspaceProvider } from '@/components/ui/workspace-context'
import { createWorkspaceAction } from '@/app/w/actions'
import { requireAccount, requireContext } from '@/lib/auth/require-context'
import { mayCreateWorkspace } from '@/lib/identity/create-workspace'
import { myWorkspaces } from '@/lib/identity/my-workspaces'
import { roleOf } from '@/lib/permissions'

interface Props {
  params: Promise<{ workspace: string }>
  children: React.ReactNode
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = (await requireContext((await params).workspace, 'workspace.read')).workspace
  return { title: { default: name, template: `%s · ${name} · Atelier` } }
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const ctx = await requireContext((await params).workspace, 'workspace.read')
  const account = await requireAccount()
  const [workspaces, mayCreate, jar, sent] = await Promise.all([myWorkspaces(account), mayCreateWorkspace(account), cookies(), headers()])
  const mac = /Mac OS X|iPhone|iPad/.test(sent.get('user-agent') ?? '')
  const { slug, name } = ctx.workspace
  return (
    <WorkspaceProvider value={{ slug, name, role: roleOf(ctx.actor)!, user: account.user }}>
      <AppShell workspaces={workspaces} createWorkspace={mayCreate ? createWorkspaceAction : undefined} railOpen={jar.get('atelier-rail')?.value === 'open'} mac={mac}>
        {children}
      </AppShell>
    </WorkspaceProvider>
  )
}
