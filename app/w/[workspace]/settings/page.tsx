import type { Metadata } from 'next'
import { changePasswordAction, createTokenAction, renameWorkspaceAction, revokeOtherSessionsAction, revokeSessionAction, revokeTokenAction } from './actions'
import { QuotaSettings } from '@/components/settings/quota-settings'
import { AccountSettings } from '@/components/settings/account-settings'
import { TokenSettings } from '@/components/settings/token-settings'
import { WorkspaceSettings } from '@/components/settings/workspace-settings'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requireAccount, requireContext } from '@/lib/auth/require-context'
import { hasPassword } from '@/lib/identity/change-password'
import { listSessions } from '@/lib/identity/sessions'
import { listTokens } from '@/lib/identity/tokens'
import { can } from '@/lib/permissions'
import { readQuota } from '@/lib/quotas/read-quota'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await requireContext((await params).workspace, 'workspace.read')
  const account = await requireAccount()
  const mayHaveTokens = can(ctx.actor, 'tokens.own')
  const [tokens, sessions, password, quota] = await Promise.all([
    mayHaveTokens ? listTokens(ctx) : null,
    listSessions(account),
    hasPassword(account),
    can(ctx.actor, 'compute.read') ? readQuota(ctx) : null,
  ])
  return (
    <Page className="max-w-[960px]">
      <PageHeader title="Settings" />
      <div className="divide-y divide-line">
        <WorkspaceSettings rename={can(ctx.actor, 'workspace.update') ? renameWorkspaceAction : undefined} />
        {quota && <QuotaSettings initial={quota} />}
        {tokens && <TokenSettings initial={tokens} actions={{ create: createTokenAction, revoke: revokeTokenAction }} />}
        <AccountSettings
          sessions={sessions}
          hasPassword={password}
          actions={{ revoke: revokeSessionAction, revokeOthers: revokeOtherSessionsAction, changePassword: changePasswordAction }}
        />
      </div>
    </Page>
  )
}
