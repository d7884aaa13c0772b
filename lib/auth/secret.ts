import { randomBytes } from 'node:crypto'
import type { Database } from '@/db/client'
import { readOrInsertSetting } from '@/db/queries/credentials'

const known = new WeakMap<Database, Promise<string>>()

/** The installation's secret for cookies: made at first use, kept in the database, the same for every replica. */
export function authSecret(db: Database): Promise<string> {
  let secret = known.get(db)
  if (!secret) {
    secret = readOrInsertSetting(db, 'auth.secret', randomBytes(32).toString('base64url')).then(String)
    // A failure is not kept: the next request asks again.
    secret.catch(() => known.delete(db))
    known.set(db, secret)
  }
  return secret
}
