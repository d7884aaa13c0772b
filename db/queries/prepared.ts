import type { SQL, SQLWrapper } from 'drizzle-orm'
import type { Database } from '@/db/client'

type Queryable = Pick<Database, 'execute'>

/** What drizzle's own `execute` does, which has no way to say that a statement comes often. */
interface Inside {
  dialect: { sqlToQuery(query: SQL): unknown }
  _: { session: { prepareQuery(query: unknown, fields: undefined, name: string, arrays: boolean): { execute(): Promise<unknown> } } }
}

/**
 * Executes a statement that comes often: a connection asks PostgreSQL to read it once and then sends values alone, in one way there and
 * back in place of two. Its text must not depend on the values.
 */
export async function executePrepared<Row>(db: Queryable, query: SQLWrapper): Promise<Row[]> {
  const { dialect, _ } = db as unknown as Inside
  return (await _.session.prepareQuery(dialect.sqlToQuery(query.getSQL()), undefined, 'often', false).execute()) as Row[]
}

/** A column of rows as PostgreSQL reads an array: numbers, and whole numbers as text. */
export const arrayText = <T>(rows: readonly T[], cell: (row: T) => string | number | null): string => `{${rows.map((row) => cell(row) ?? 'null').join(',')}}`
