import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Tx } from './queue'

/**
 * Lets the queue's statements take part in a drizzle transaction, so that a use case can write its activity row with them.
 * Only for statements whose values are scalars: drizzle spreads arrays.
 */
export function within(db: Pick<Database, 'execute'>): Tx {
  const tag = (strings: TemplateStringsArray, ...values: unknown[]) => db.execute(sql(strings, ...values))
  return tag as unknown as Tx
}
