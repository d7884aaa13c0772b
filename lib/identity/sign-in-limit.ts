import type { Database } from '@/db/client'
import { attemptWait, clearAttempts, deleteAttempt, insertAttempt } from '@/db/queries/credentials'
import { AppError } from '@/lib/errors'
import { waitInWords } from './wait'

/** Failed attempts within the window after which one has to wait: few for one e-mail, more for one address that many may share. */
export const signInLimits = { email: 5, address: 50, windowSeconds: 15 * 60 } as const

export interface Attempt {
  /** Forgets this e-mail's failures: the password was right. */
  succeed(): Promise<void>
}

/**
 * Counts an attempt before its outcome is known, so that many at once cannot slip through. Refused ones do not count, so
 * hammering does not lengthen the wait. @throws AppError `rate_limited` with `details.retryAfter` in seconds
 */
export async function limitSignIn(db: Database, who: { email: string; address: string }): Promise<Attempt> {
  const { windowSeconds } = signInLimits
  const keys = [
    { key: `email:${who.email.toLowerCase()}`, limit: signInLimits.email },
    ...(who.address ? [{ key: `address:${who.address}`, limit: signInLimits.address }] : []),
  ]
  const made: { id: number; key: string }[] = []
  for (const { key, limit } of keys) {
    const id = await insertAttempt(db, key)
    made.push({ id, key })
    const wait = await attemptWait(db, { key, except: id, limit, windowSeconds })
    if (wait === null) continue
    for (const attempt of made) await deleteAttempt(db, attempt.id)
    throw new AppError('rate_limited', `Too many failed attempts. Try again in ${waitInWords(wait)}.`, { retryAfter: wait })
  }
  return {
    async succeed() {
      await clearAttempts(db, made[0]!.key)
      if (made[1]) await deleteAttempt(db, made[1].id)
    },
  }
}
