import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { invitations, members, oidcAccounts, sessions, users, workspaces } from '@/db/schema'
import type { Role } from '@/lib/permissions'

/** A database or a transaction in it. */
export type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>

export type UserRow = typeof users.$inferSelect
export type WorkspaceRow = typeof workspaces.$inferSelect

export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email.toLowerCase()))
  return row
}

export async function findUser(db: Queryable, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id))
  return row
}

/** Undefined where the e-mail is taken. */
export async function insertUser(db: Queryable, row: { email: string; name: string; passwordHash: string | null }): Promise<UserRow | undefined> {
  const [inserted] = await db.insert(users).values({ ...row, email: row.email.toLowerCase() }).onConflictDoNothing().returning()
  return inserted
}

export async function setPasswordHash(db: Queryable, userId: string, passwordHash: string): Promise<void> {
  await db.update(users).set({ passwordHash }).where(eq(users.id, userId))
}

export async function findOidcUser(db: Queryable, issuer: string, subject: string): Promise<UserRow | undefined> {
  const [row] = await db
    .select({ user: users })
    .from(oidcAccounts)
    .innerJoin(users, eq(users.id, oidcAccounts.userId))
    .where(and(eq(oidcAccounts.issuer, issuer), eq(oidcAccounts.subject, subject)))
  return row?.user
}

export async function insertOidcAccount(db: Queryable, row: { issuer: string; subject: string; userId: string }): Promise<void> {
  await db.insert(oidcAccounts).values(row).onConflictDoNothing()
}

/** Undefined where the slug is taken. */
export async function insertWorkspace(db: Queryable, row: { slug: string; name: string }): Promise<WorkspaceRow | undefined> {
  const [inserted] = await db.insert(workspaces).values(row).onConflictDoNothing().returning()
  return inserted
}

export async function setWorkspaceName(db: Queryable, id: string, name: string): Promise<void> {
  await db.update(workspaces).set({ name }).where(eq(workspaces.id, id))
}

export async function findWorkspaceBySlug(db: Queryable, slug: string): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.slug, slug))
  return row
}

export async function findWorkspace(db: Queryable, id: string): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id))
  return row
}

/** The oldest first, so that the sample comes before what was made later. */
export async function listWorkspaces(db: Queryable): Promise<WorkspaceRow[]> {
  return db.select().from(workspaces).orderBy(asc(workspaces.createdAt), asc(workspaces.slug))
}

/** The workspaces of one person, with the role in each, by name. */
export async function listWorkspacesOf(db: Queryable, userId: string): Promise<{ id: string; slug: string; name: string; role: Role }[]> {
  return db
    .select({ id: workspaces.id, slug: workspaces.slug, name: workspaces.name, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(asc(workspaces.name), asc(workspaces.slug))
}

/** The workspace and the role, only if the person is its member. */
export async function findMembership(db: Queryable, userId: string, slug: string): Promise<{ workspace: WorkspaceRow; role: Role } | undefined> {
  const [row] = await db
    .select({ workspace: workspaces, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, userId), eq(workspaces.slug, slug)))
  return row
}

/** Does nothing where the person is a member already; then false. */
export async function insertMember(db: Queryable, row: { workspaceId: string; userId: string; role: Role }): Promise<boolean> {
  const inserted = await db.insert(members).values(row).onConflictDoNothing().returning({ userId: members.userId })
  return inserted.length > 0
}

export interface MemberRow {
  userId: string
  name: string
  email: string
  role: Role
  joinedAt: Date
  seenAt: Date | null
}

export async function listMembers(db: Queryable, workspaceId: string): Promise<MemberRow[]> {
  const seen = sql<Date | null>`(select max(${sessions.seenAt}) from ${sessions} where ${sessions.userId} = ${users.id})`.mapWith(sessions.seenAt)
  return db
    .select({ userId: users.id, name: users.name, email: users.email, role: members.role, joinedAt: members.createdAt, seenAt: seen })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(asc(users.name), asc(users.email))
}

/**
 * Holds every owner's row and the one asked for until the transaction ends, in one fixed order, so that of two owners who
 * leave at once one comes second and is counted right.
 */
export async function lockMembers(db: Queryable, workspaceId: string, userId: string): Promise<{ member: { role: Role; name: string; email: string } | undefined; owners: number }> {
  const rows = await db
    .select({ userId: members.userId, role: members.role, name: users.name, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), sql`(${members.role} = 'owner' or ${members.userId} = ${userId}::uuid)`))
    .orderBy(asc(members.userId))
    .for('update', { of: members })
  return { member: rows.find((row) => row.userId === userId), owners: rows.filter((row) => row.role === 'owner').length }
}

export async function setMemberRole(db: Queryable, workspaceId: string, userId: string, role: Role): Promise<void> {
  await db.update(members).set({ role }).where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
}

export async function deleteMember(db: Queryable, workspaceId: string, userId: string): Promise<void> {
  await db.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
}

/** True once any workspace has an owner who is a person: the set-up is then over. */
export async function hasOwner(db: Queryable): Promise<boolean> {
  const rows = await db.select({ userId: members.userId }).from(members).where(eq(members.role, 'owner')).limit(1)
  return rows.length > 0
}

/** The owner who has been one the longest; with `email` that member, whatever the role. */
export async function findHostMember(db: Queryable, workspaceId: string, email?: string): Promise<{ user: UserRow; role: Role } | undefined> {
  const [row] = await db
    .select({ user: users, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), email ? eq(users.email, email.toLowerCase()) : eq(members.role, 'owner')))
    .orderBy(asc(members.createdAt))
    .limit(1)
  return row
}

export type InvitationRow = typeof invitations.$inferSelect

export async function insertInvitation(
  db: Queryable,
  row: { tokenHash: string; kind: 'setup' | 'invitation'; workspaceId: string | null; email: string | null; role: Role; createdBy: string | null; validHours: number },
): Promise<InvitationRow> {
  const { validHours, ...values } = row
  const [inserted] = await db
    .insert(invitations)
    .values({ ...values, expiresAt: sql`now() + ${validHours}::int * interval '1 hour'` })
    .returning()
  return inserted!
}

const live = () => and(isNull(invitations.usedAt), gt(invitations.expiresAt, sql`now()`))

export async function findLiveInvitation(db: Queryable, tokenHash: string, kind: InvitationRow['kind']): Promise<InvitationRow | undefined> {
  const [row] = await db.select().from(invitations).where(and(eq(invitations.tokenHash, tokenHash), eq(invitations.kind, kind), live()))
  return row
}

/** Takes the link: of several at once exactly one gets the row. */
export async function useInvitation(db: Queryable, tokenHash: string, kind: InvitationRow['kind']): Promise<InvitationRow | undefined> {
  const [row] = await db
    .update(invitations)
    .set({ usedAt: sql`now()` })
    .where(and(eq(invitations.tokenHash, tokenHash), eq(invitations.kind, kind), live()))
    .returning()
  return row
}

export async function listLiveInvitations(db: Queryable, workspaceId: string): Promise<InvitationRow[]> {
  return db
    .select()
    .from(invitations)
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.kind, 'invitation'), live()))
    .orderBy(desc(invitations.createdAt))
}

export async function deleteInvitation(db: Queryable, workspaceId: string, id: string): Promise<InvitationRow | undefined> {
  const [row] = await db.delete(invitations).where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id), isNull(invitations.usedAt))).returning()
  return row
}

export async function deleteUnusedSetupLinks(db: Queryable): Promise<void> {
  await db.delete(invitations).where(and(eq(invitations.kind, 'setup'), isNull(invitations.usedAt)))
}
