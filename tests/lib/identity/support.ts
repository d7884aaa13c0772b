import { insertMember, insertUser, type UserRow } from '@/db/queries/identity'
import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'
import type { Account } from '@/lib/identity/account'
import { hashPassword } from '@/lib/identity/password'
import { openSession, readSession } from '@/lib/identity/sessions'
import type { Role } from '@/lib/permissions'

let count = 0

/** A person with an account and nothing else. */
export async function person(db: Database, options: { password?: string; email?: string } = {}): Promise<UserRow> {
  count++
  const passwordHash = options.password ? await hashPassword(options.password) : null
  return (await insertUser(db, { email: options.email ?? `person-${process.pid}-${count}@example.com`, name: `Person ${count}`, passwordHash }))!
}

/** Another member of the context's workspace, as that member's own context. */
export async function member(ctx: Context, role: Role): Promise<Context & { actor: { kind: 'user' } }> {
  const { id, name, email } = await person(ctx.db)
  await insertMember(ctx.db, { workspaceId: ctx.workspace.id, userId: id, role })
  return { ...ctx, actor: { kind: 'user', id, name, email, role } }
}

/** The person signed in. */
export async function account(db: Database, user: UserRow): Promise<Account> {
  const id = await openSession(db, { userId: user.id, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', address: '10.0.0.1' })
  return (await readSession(db, id))!
}
