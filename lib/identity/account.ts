import type { Database } from '@/db/client'
import type { Actor } from '@/lib/context'

/** A signed-in person outside any workspace: what they may do with their own account. */
export interface Account {
  user: { id: string; name: string; email: string }
  sessionId: string
  db: Database
}

/** The account as the actor of an activity row that belongs to no workspace. */
export function accountActor({ user }: Pick<Account, 'user'>): Actor {
  return { kind: 'user', id: user.id, name: user.name, email: user.email, role: 'viewer' }
}
