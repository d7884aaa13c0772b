import * as z from 'zod/mini'
import { findColumn } from '../columns'
import { text } from '../sql-text'
import { derive } from '../transform/derived'
import { categoriesOf, categoryTypes, EncodeCategoriesParams, knownCategories, oneHotNames } from '../transform/encode-categories'
import { columnTypes, type TableStep } from '../types'
import { UserError } from '../user-error'
import { defineLearned, learnedColumn, resultList } from './learned'
import { defineRunner, input, oneRow, physicalTypes, requireColumns, type PhysicalColumn } from './support'

const Encoding = z.object({
  kind: z.literal('encode-categories'),
  version: z.literal(1),
  method: z.enum(['one-hot', 'ordinal']),
  unseen: z.enum(['empty', 'other', 'stop']),
  keep: z.boolean(),
  columns: z.array(
    z.object({
      column: z.string(),
      type: z.enum(columnTypes),
      /** In order; null is missing values. */
      categories: z.array(z.nullable(z.string())),
      /** One-hot: the columns, of which the first `categories` may have none; ordinal: the one column. */
      names: z.array(z.string()),
      /** One-hot: categories without a column, from the first. */
      skip: z.number(),
    }),
  ),
})
type Encoding = z.infer<typeof Encoding>
type Encoded = Encoding['columns'][number]

const mostColumns = 5000

/** A value as the text by which categories are told apart; NaN is missing. */
function key(column: PhysicalColumn): string {
  if (column.floating) return `(CASE WHEN NOT isnan(${column.sql}) THEN CAST(${column.sql} AS VARCHAR) END)`
  return column.physical === 'VARCHAR' ? column.sql : `CAST(${column.sql} AS VARCHAR)`
}

export const encoding = defineLearned(
  Encoding,
  (learned) => learned.columns.map(({ column }) => column),
  async (step, learned, table, columns) => {
    const entries = learned.columns.map((encoded) => ({ encoded, column: learnedColumn(encoded, columns) }))
    for (const { encoded, column } of entries) await reportUnseen(step, learned, encoded, column, table)
    const dropped = learned.method === 'one-hot' && !learned.keep ? learned.columns.map(({ column }) => column) : []
    const results = entries.flatMap(({ encoded, column }) => (learned.method === 'one-hot' ? oneHot(encoded, learned, column) : [ordinal(encoded, learned, column)]))
    return `SELECT ${resultList(columns, results, dropped)} FROM ${table}`
  },
)

function matches(category: string | null, column: PhysicalColumn): string {
  return category === null ? `${key(column)} IS NULL` : `COALESCE(${key(column)} = ${text(category)}, FALSE)`
}

/** True for values that are no category; missing ones are never that. */
function isUnseen({ categories }: Encoded, column: PhysicalColumn): string {
  const present = categories.filter((category) => category !== null)
  return present.length === 0 ? `${key(column)} IS NOT NULL` : `COALESCE(${key(column)} NOT IN (${present.map(text).join(', ')}), FALSE)`
}

function oneHot(encoded: Encoded, { unseen }: Encoding, column: PhysicalColumn): { column: string; as: string; sql: string }[] {
  const tests = [...encoded.categories.slice(encoded.skip).map((category) => matches(category, column)), ...(unseen === 'other' ? [isUnseen(encoded, column)] : [])]
  // The empty name is no column's, so that a result which happens to be called like its source still counts as new.
  return tests.map((test, index) => ({ column: '', as: encoded.names[index]!, sql: `CAST(${test} AS TINYINT)` }))
}

function ordinal(encoded: Encoded, { unseen }: Encoding, column: PhysicalColumn): { column: string; as: string; sql: string } {
  const cases = encoded.categories.map((category, code) => (category === null ? `WHEN ${key(column)} IS NULL THEN ${code}` : `WHEN ${key(column)} = ${text(category)} THEN ${code}`))
  const other = unseen === 'other' ? [`WHEN ${isUnseen(encoded, column)} THEN ${encoded.categories.length}`] : []
  const all = [...cases, ...other]
  return { column: encoded.column, as: encoded.names[0]!, sql: `CAST(${all.length === 0 ? 'NULL' : `CASE ${all.join(' ')} END`} AS BIGINT)` }
}

async function reportUnseen(step: TableStep<unknown>, { unseen }: Encoding, encoded: Encoded, column: PhysicalColumn, table: string): Promise<void> {
  const test = isUnseen(encoded, column)
  const [rows, kinds, sample] = await oneRow(step.engine, table, [`count(*) FILTER (WHERE ${test})`, `count(DISTINCT ${key(column)}) FILTER (WHERE ${test})`, `min(${key(column)}) FILTER (WHERE ${test})`])
  if (Number(rows) === 0) return
  const many = `${String(kinds)} ${Number(kinds) === 1 ? 'value' : 'values'} of “${column.name}” in ${String(rows)} ${Number(rows) === 1 ? 'row is' : 'rows are'} none of its ${encoded.categories.length} categories`
  if (unseen === 'stop') throw new UserError(`${many}, such as “${String(sample)}”. Allow more categories, or treat such values as “other”.`)
  step.engine.log(`${many}, such as “${String(sample)}”`)
}

export const runEncodeCategories = defineRunner(EncodeCategoriesParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, [...params.columns, ...params.known.map((entry) => entry.column)])
  if (params.columns.length === 0) throw new UserError('Choose at least one column of categories.')
  const chosen = [...new Set(params.columns)].map((name) => findColumn(columns, name) as PhysicalColumn)
  const wrong = chosen.find((column) => !categoryTypes.includes(column.type))
  if (wrong) throw new UserError(`“${wrong.name}” is of a type that has no categories.`)
  const codes = derive(chosen, columns, 'integer', params.keep, '_code')
  const taken = columns.filter((column) => params.keep || !params.columns.includes(column.name)).map((column) => column.name)
  const learned: Encoding = { kind: 'encode-categories', version: 1, method: params.method, unseen: params.unseen, keep: params.keep, columns: [] }
  for (const [index, column] of chosen.entries()) {
    const categories = categoriesOf(params, knownCategories(params, column) ?? (await learnValues(step, table, column, params)))
    const names = params.method === 'one-hot' ? oneHotNames(params, column.name, categories, taken) : [codes[index]!.as]
    learned.columns.push({ column: column.name, type: column.type, categories: categories.map(({ value }) => value), names, skip: params.dropFirst ? 1 : 0 })
  }
  const made = learned.columns.reduce((sum, { names }) => sum + names.length, 0)
  if (made > mostColumns) throw new UserError(`These categories would make ${made} columns, more than ${mostColumns}. Allow fewer categories, or use codes.`)
  await step.writeTable('table', await encoding.query(step, learned, table, columns))
  const summary = learned.columns.slice(0, 200).map(({ column, categories }) => `“${column}”: ${categories.slice(0, 20).map((category) => category ?? 'missing').join(', ')}${categories.length > 20 ? ` and ${categories.length - 20} more` : ''}`)
  await step.writeJson('transformation', learned, { kind: learned.kind, title: 'Encode categories', summary })
  step.metric('columns_added', params.method === 'one-hot' ? made : 0)
})

async function learnValues(step: TableStep<unknown>, table: string, column: PhysicalColumn, { most, order }: EncodeCategoriesParams): Promise<string[]> {
  const frequent = `SELECT ${column.sql} AS value, ${key(column)} AS category, count(*) AS n FROM ${table} WHERE ${key(column)} IS NOT NULL GROUP BY 1, 2 ORDER BY n DESC, value LIMIT ${most}`
  const rows = await step.engine.all(`SELECT category FROM (${frequent}) ORDER BY ${order === 'value' ? 'value' : 'n DESC, value'}`)
  return rows.map((row) => String(row.category))
}
