import * as z from 'zod/mini'
import { freshName } from '../columns'
import { ident, numeric, text as literal } from '../sql-text'
import { columnTypes } from '../types'
import { UserError } from '../user-error'
import { defineLearned, learnedColumn, resultList } from './learned'
import { realValue, type PhysicalColumn } from './support'

const Weighed = z.object({ fill: z.number(), /** By component. */ weights: z.array(z.number()) })
const Levels = z.object({ levels: z.array(z.object({ value: z.nullable(z.string()), add: z.array(z.number()) })), other: z.array(z.number()) })
const Components = z.object({
  kind: z.literal('reduce-dimensions'),
  version: z.literal(1),
  names: z.array(z.string()),
  keep: z.boolean(),
  offset: z.array(z.number()),
  columns: z.array(z.object({ column: z.string(), type: z.enum(columnTypes), /** One; of a date one for each of its numbers. */ parts: z.array(z.union([Weighed, Levels])) })),
})
type Learned = z.infer<typeof Components>['columns'][number]

/** Sums of what each column adds: numbers by weight, texts by what is listed for their category. */
export const principalComponents = defineLearned(
  Components,
  (learned) => learned.columns.map(({ column }) => column),
  (_, learned, table, columns) => {
    const taken = columns.map(({ name }) => name)
    const lists: string[] = []
    const terms = learned.columns.flatMap((entry) => {
      const column = learnedColumn(entry, columns)
      if (entry.type === 'text') {
        const name = freshName('__category', taken)
        taken.push(name)
        lists.push(`${categoryList(column, entry.parts[0] as z.infer<typeof Levels>)} AS ${ident(name)}`)
        return [(at: number) => `${ident(name)}[${at + 1}]`]
      }
      return numbersOf(column, entry)
    })
    const sums = learned.names.map((as, at) => ({ column: '', as, sql: `(${[numeric(learned.offset[at]!), ...terms.map((term) => term(at))].join(' + ')})` }))
    const source = lists.length === 0 ? table : `(SELECT *, ${lists.join(', ')} FROM ${table})`
    return `SELECT ${resultList(learned.keep ? columns : [], sums)} FROM ${source}`
  },
)

/** The numbers that a column stands for, each by its weight, a missing one by what fills it. */
function numbersOf(column: PhysicalColumn, { type, parts }: Learned): ((at: number) => string)[] {
  const weighed = parts as z.infer<typeof Weighed>[]
  const values = type === 'boolean' ? [`CAST(CAST(${column.sql} AS INTEGER) AS DOUBLE)`] : type === 'date' || type === 'timestamp' ? instant(column) : [realValue(column, true)]
  return values.map((value, index) => {
    const { fill, weights } = weighed[index]!
    return (at) => `${numeric(weights[at]!)} * coalesce(${value}, ${numeric(fill)})`
  })
}

/** Year, month, day, weekday from 0 for Monday, and days since 1970; zones are told as UTC. */
function instant(column: PhysicalColumn): string[] {
  const moment = column.physical.includes('WITH TIME ZONE') ? `(${column.sql} AT TIME ZONE 'UTC')` : `CAST(${column.sql} AS TIMESTAMP)`
  return [`year(${moment})`, `month(${moment})`, `day(${moment})`, `(isodow(${moment}) - 1)`, `(epoch_us(${moment}) / 86400000000.0)`].map((part) => `CAST(${part} AS DOUBLE)`)
}

function categoryList(column: PhysicalColumn, { levels, other }: z.infer<typeof Levels>): string {
  const list = (values: number[]) => `[${values.map((value) => `CAST(${numeric(value)} AS DOUBLE)`).join(', ')}]`
  const cases = levels.map(({ value, add }) => `WHEN ${value === null ? `${column.sql} IS NULL` : `${column.sql} = ${literal(value)}`} THEN ${list(add)}`)
  return cases.length === 0 ? list(other) : `CASE ${cases.join(' ')} ELSE ${list(other)} END`
}

const NoRule = z.object({ kind: z.literal('no-rule'), version: z.literal(1), why: z.enum(['t-SNE', 'hashing']) })

/** What learned nothing that other rows could be treated by. */
export const noRule = defineLearned(
  NoRule,
  () => [],
  (_, { why }) => {
    throw new UserError(why === 't-SNE' ? 't-SNE places the rows that it saw and no others. Use principal components, which apply to any rows.' : 'Hashing learns nothing from rows. Use Text features on this table too, with the same settings.')
  },
)
