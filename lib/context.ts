import type { Database } from '@/db/client'
import type { Role } from './permissions'

/** Who acts. A token acts with the lesser of its own role and its owner's. */
export type Actor =
  | { kind: 'user'; id: string; name: string; email: string; role: Role }
  | { kind: 'token'; id: string; name: string; userId: string; role: Role }
  | { kind: 'agent'; id: string; name: string }
  | { kind: 'system'; name: string }

/** What every use case gets first: where, who, and the database (or the transaction) to work in. */
export interface Context {
  workspace: { id: string; slug: string; name: string }
  actor: Actor
  db: Database
}
