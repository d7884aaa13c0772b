import type { Database } from '@/db/client'
import { hasOwner } from '@/db/queries/identity'

/** Whether anybody owns the studio yet; before that there is nobody to sign in. */
export function isSetUp(db: Database): Promise<boolean> {
  return hasOwner(db)
}
