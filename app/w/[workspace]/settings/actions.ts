'use server'

import { z } from 'zod'
import { action, actionSignedIn } from '@/app/respond'
import { changePassword } from '@/lib/identity/change-password'
import { renameWorkspace } from '@/lib/identity/rename-workspace'
import { ChangePasswordInput, CreateTokenInput, Id, WorkspaceName } from '@/lib/identity/schema'
import { listSessions, revokeOtherSessions, revokeSession } from '@/lib/identity/sessions'
import { createToken, listTokens, revokeToken } from '@/lib/identity/tokens'

export const renameWorkspaceAction = action('workspace.update', z.object({ name: WorkspaceName }), renameWorkspace)

export const createTokenAction = action('tokens.own', CreateTokenInput, async (ctx, input) => {
  const { token } = await createToken(ctx, input)
  return { token, list: await listTokens(ctx) }
})

export const revokeTokenAction = action('tokens.own', z.object({ id: Id }), async (ctx, input) => {
  await revokeToken(ctx, input)
  return listTokens(ctx)
})

export const revokeSessionAction = actionSignedIn(z.object({ id: Id }), async (account, input) => {
  await revokeSession(account, input)
  return listSessions(account)
})

export const revokeOtherSessionsAction = actionSignedIn(z.object({}), async (account) => {
  await revokeOtherSessions(account)
  return listSessions(account)
})

export const changePasswordAction = actionSignedIn(ChangePasswordInput, async (account, input) => {
  const { sessionsEnded } = await changePassword(account, input)
  return { sessionsEnded, sessions: await listSessions(account) }
})
