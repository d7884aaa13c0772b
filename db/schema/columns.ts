import { timestamp, uuid } from 'drizzle-orm/pg-core'

/** A random primary key made by PostgreSQL. */
export const id = () => uuid('id').primaryKey().defaultRandom()
/** An instant, read as a Date. Time always comes from the database. */
export const at = (name: string) => timestamp(name, { withTimezone: true })
export const createdAt = () => at('created_at').notNull().defaultNow()
