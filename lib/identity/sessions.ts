import { findSessionUser, insertSession, listSessions as list, revokeOtherSessions as revokeOthers, revokeSession as revoke, touchSession } from '@/db/queries/credentials'
import type { Database } from '@/db/client'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { Id } from './schema'
import type { Account } from './account'
import { describeBrowser } from './browser-name'

/** Days after which a session ends by itself. */
export const sessionDays = 30

export interface SessionView {
  id: string
  current: boolean
  browser: string
  address: string
  createdAt: string
  seenAt: string
}

/** Opens a session for somebody who has just proved who they are. Returns its id. */
export async function openSession(db: Database, row: { userId: string; userAgent: string; address: string }): Promise<string> {
  const { id } = await insertSession(db, { ...row, userAgent: row.userAgent.slice(0, 400), validDays: sessionDays })
  return id
}

/** The account of a live session; null where it was revoked, has expired, or the person is disabled. */
export async function readSession(db: Database, sessionId: string): Promise<Account | null> {
  const found = await findSessionUser(db, sessionId)
  if (!found) return null
  const { session, user } = found
  if (Date.now() - session.seenAt.getTime() > 60_000) await touchSession(db, sessionId)
  return { user: { id: user.id, name: user.name, email: user.email }, sessionId, db }
}

/** One's own live sessions: the present one, then the latest used first. */
export async function listSessions(account: Account): Promise<SessionView[]> {
  const rows = await list(account.db, account.user.id)
  const current = ({ id }: { id: string }) => id === account.sessionId
  return [...rows.filter(current), ...rows.filter((row) => !current(row))].map((row) => ({
    id: row.id,
    current: current(row),
    browser: describeBrowser(row.userAgent),
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  }))
}

/** Signs one of one's own sessions out, at once. @throws AppError `not_found` */
export async function revokeSession(account: Account, input: { id: string }): Promise<void> {
  const found = await revoke(account.db, account.user.id, parse(Id, input.id))
  if (!found) throw new AppError('not_found', 'This session has ended already.')
}

/** Signs out everywhere else. */
export async function revokeOtherSessions(account: Account): Promise<{ ended: number }> {
  return { ended: await revokeOthers(account.db, account.user.id, account.sessionId) }
}
