import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { members, sessions, settings, signInAttempts, tokens, users, workspaces } from '@/db/schema'
import type { Role } from '@/lib/permissions'
import type { Queryable, UserRow, WorkspaceRow } from './identity'

export type SessionRow = typeof sessions.$inferSelect
export type TokenRow = typeof tokens.$inferSelect

export async function insertSession(db: Queryable, row: { userId: string; userAgent: string; address: string; validDays: number }): Promise<SessionRow> {
  const { validDays, ...values } = row
  const [inserted] = await db
    .insert(sessions)
    .values({ ...values, expiresAt: sql`now() + ${validDays}::int * interval '1 day'` })
    .returning()
  return inserted!
}

const liveSession = () => and(isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`))

/** Whose session it is, if it has been neither revoked nor outlived and the person is not disabled. */
export async function findSessionUser(db: Queryable, id: string): Promise<{ session: SessionRow; user: UserRow } | undefined> {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), liveSession(), isNull(users.disabledAt)))
  return row
}

/** Notes that the session is in use, at most once a minute. */
export async function touchSession(db: Queryable, id: string): Promise<void> {
  await db.update(sessions).set({ seenAt: sql`now()` }).where(and(eq(sessions.id, id), lt(sessions.seenAt, sql`now() - interval '1 minute'`)))
}

export async function listSessions(db: Queryable, userId: string): Promise<SessionRow[]> {
  return db.select().from(sessions).where(and(eq(sessions.userId, userId), liveSession())).orderBy(desc(sessions.seenAt))
}

/** False where the person has no such live session. */
export async function revokeSession(db: Queryable, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** Every session of the person but `keep`. Returns how many ended. */
export async function revokeOtherSessions(db: Queryable, userId: string, keep: string): Promise<number> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), sql`${sessions.id} <> ${keep}::uuid`))
    .returning({ id: sessions.id })
  return rows.length
}

export async function insertToken(
  db: Queryable,
  row: { workspaceId: string; userId: string; name: string; tokenHash: string; role: Role; validDays: number | null },
): Promise<TokenRow> {
  const { validDays, ...values } = row
  const expiresAt = validDays === null ? null : sql`now() + ${validDays}::int * interval '1 day'`
  const [inserted] = await db.insert(tokens).values({ ...values, expiresAt }).returning()
  return inserted!
}

const liveToken = () => and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, sql`now()`)))

export interface TokenHolder {
  token: TokenRow
  user: UserRow
  workspace: WorkspaceRow
  /** The person's present role, which caps the token's. */
  memberRole: Role
}

/** The token with its owner, only while it lives and the owner is still a member. */
export async function findTokenHolder(db: Queryable, tokenHash: string): Promise<TokenHolder | undefined> {
  const [row] = await db
    .select({ token: tokens, user: users, workspace: workspaces, memberRole: members.role })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .innerJoin(workspaces, eq(workspaces.id, tokens.workspaceId))
    .innerJoin(members, and(eq(members.workspaceId, tokens.workspaceId), eq(members.userId, tokens.userId)))
    .where(and(eq(tokens.tokenHash, tokenHash), liveToken(), isNull(users.disabledAt)))
    // Every request of a program begins with this.
    .prepare('token_holder')
    .execute()
  return row
}

/** Notes the use of a token, at most once a minute. */
export async function touchToken(db: Queryable, id: string): Promise<void> {
  await db
    .update(tokens)
    .set({ usedAt: sql`now()` })
    .where(and(eq(tokens.id, id), or(isNull(tokens.usedAt), lt(tokens.usedAt, sql`now() - interval '1 minute'`))))
}

export async function listTokens(db: Queryable, workspaceId: string, userId: string): Promise<TokenRow[]> {
  return db
    .select()
    .from(tokens)
    .where(and(eq(tokens.workspaceId, workspaceId), eq(tokens.userId, userId), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt))
}

export async function revokeToken(db: Queryable, workspaceId: string, userId: string, id: string): Promise<TokenRow | undefined> {
  const [row] = await db
    .update(tokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(tokens.id, id), eq(tokens.workspaceId, workspaceId), eq(tokens.userId, userId), isNull(tokens.revokedAt)))
    .returning()
  return row
}

/** Ends what a person could still do with tokens of a workspace that they leave. */
export async function revokeTokensOf(db: Queryable, workspaceId: string, userId: string): Promise<void> {
  await db
    .update(tokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(tokens.workspaceId, workspaceId), eq(tokens.userId, userId), isNull(tokens.revokedAt)))
}

/** Adds an attempt under `key` before its outcome is known, so that attempts made at once count each other. Returns its id. */
export async function insertAttempt(db: Queryable, key: string): Promise<number> {
  const [row] = await db.insert(signInAttempts).values({ key, at: sql`clock_timestamp()` }).returning({ id: signInAttempts.id })
  return row!.id
}

/** Seconds until fewer than `limit` other attempts lie within the window; null if that is so now. */
export async function attemptWait(db: Queryable, p: { key: string; except: number; limit: number; windowSeconds: number }): Promise<number | null> {
  const window = sql`${p.windowSeconds}::int * interval '1 second'`
  const [row] = await db
    .select({ wait: sql<number>`ceil(extract(epoch from ${signInAttempts.at} + ${window} - clock_timestamp()))::int` })
    .from(signInAttempts)
    .where(and(eq(signInAttempts.key, p.key), gt(signInAttempts.at, sql`clock_timestamp() - ${window}`), sql`${signInAttempts.id} <> ${p.except}`))
    .orderBy(desc(signInAttempts.at))
    .offset(p.limit - 1)
    .limit(1)
  return row ? Math.max(1, row.wait) : null
}

export async function deleteAttempt(db: Queryable, id: number): Promise<void> {
  await db.delete(signInAttempts).where(eq(signInAttempts.id, id))
}

/** Forgets the attempts under `key`, and everybody's from before yesterday. */
export async function clearAttempts(db: Queryable, key: string): Promise<void> {
  await db.delete(signInAttempts).where(or(eq(signInAttempts.key, key), lt(signInAttempts.at, sql`now() - interval '1 day'`)))
}

/** The stored value, or `value` stored now; two who ask at once get the same. */
export async function readOrInsertSetting(db: Queryable, key: string, value: unknown): Promise<unknown> {
  await db.insert(settings).values({ key, value }).onConflictDoNothing()
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row!.value
}
