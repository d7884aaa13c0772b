import * as z from 'zod/mini'
import { findColumn, sameName, typeName } from '../columns'
import { ident } from '../sql-text'
import { columnTypes, type TableStep } from '../types'
import { UserError } from '../user-error'
import { requireColumns, type PhysicalColumn } from './support'

/** One result of a learned transformation: which column it is made of, of which type that was, and how it is called. */
export const LearnedColumn = z.object({ column: z.string(), type: z.enum(columnTypes), as: z.string() })
export type LearnedColumn = z.infer<typeof LearnedColumn>

/** A sort of transformation: how its JSON is told from others, and the query that applies it. */
export interface Learned {
  /** `undefined` where the JSON is of another sort. */
  read: (json: unknown) => Reading | undefined
}

interface Reading {
  /** Columns that the table must have. */
  needs: string[]
  /** The query over `table`; may count and log, and make temporary tables. */
  query: (step: TableStep<unknown>, table: string, columns: PhysicalColumn[]) => Promise<string>
}

export function defineLearned<S extends z.core.$ZodType>(
  schema: S,
  needs: (learned: z.infer<S>) => string[],
  query: (step: TableStep<unknown>, learned: z.infer<S>, table: string, columns: PhysicalColumn[]) => Promise<string> | string,
): Learned & { query: typeof query } {
  return {
    query,
    read(json) {
      const parsed = z.safeParse(schema, json)
      if (!parsed.success) return undefined
      return { needs: needs(parsed.data), query: async (step, table, columns) => query(step, parsed.data, table, columns) }
    },
  }
}

const numbers = ['integer', 'number']

/** The table's column of that name. @throws UserError where its type is not what was learned; all numbers are alike. */
export function learnedColumn({ column: name, type }: Pick<LearnedColumn, 'column' | 'type'>, columns: PhysicalColumn[]): PhysicalColumn {
  requireColumns(columns, [name])
  const column = findColumn(columns, name) as PhysicalColumn
  if (column.type !== type && !(numbers.includes(type) && numbers.includes(column.type))) {
    throw new UserError(`“${name}” is ${typeName(column.type)} here, but was ${typeName(type)} where the transformation was learned.`)
  }
  return column
}

/** The select list: results in the place of their columns or behind all others. @throws UserError where a new name is taken. */
export function resultList(columns: PhysicalColumn[], results: { column: string; as: string; sql: string }[], dropped: string[] = []): string {
  const added = results.filter(({ column, as }) => column !== as)
  for (const { as } of added) {
    if (columns.some((column) => sameName(column.name, as) && !dropped.includes(column.name))) throw new UserError(`The table has a column “${as}” already, which the transformation would add. Rename it first.`)
  }
  const inPlace = columns
    .filter((column) => !dropped.includes(column.name))
    .map((column) => {
      const own = results.find((result) => result.column === column.name && result.as === column.name)
      return own ? `${own.sql} AS ${column.sql}` : column.sql
    })
  return [...inPlace, ...added.map(({ as, sql }) => `${sql} AS ${ident(as)}`)].join(', ')
}
