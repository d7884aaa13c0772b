import * as z from 'zod/mini'
import { findColumn, typeName } from '../columns'
import { ident, numeric, text } from '../sql-text'
import { derive } from '../transform/derived'
import { TargetEncodeParams, targetTypes } from '../transform/target-encode'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { defineLearned, LearnedColumn, learnedColumn, resultList } from './learned'
import { place } from './marks'
import { defineRunner, finiteNumber, input, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

const TargetEncoding = z.object({
  kind: z.literal('target-encode'),
  version: z.literal(1),
  target: z.string(),
  /** The mean of the target over all rows: what unseen values become. */
  mean: z.number(),
  columns: z.array(z.extend(LearnedColumn, { means: z.array(z.tuple([z.nullable(z.string()), z.number()])) })),
})
type TargetEncoding = z.infer<typeof TargetEncoding>

const mostCategories = 200_000
const rowName = '"target row"'

function key(column: PhysicalColumn): string {
  return column.floating ? `(CASE WHEN NOT isnan(${column.sql}) THEN CAST(${column.sql} AS VARCHAR) END)` : `CAST(${column.sql} AS VARCHAR)`
}

export const targetEncoding = defineLearned(
  TargetEncoding,
  (learned) => learned.columns.map(({ column }) => column),
  async (step, learned, table, columns) => {
    const joins: string[] = []
    const results: { column: string; as: string; sql: string }[] = []
    for (const [index, { means, ...entry }] of learned.columns.entries()) {
      const column = learnedColumn(entry, columns)
      const name = ident(`target means ${index}`)
      await loadMeans(step, name, means)
      joins.push(` LEFT JOIN ${name} AS m${index} ON ${key(column)} IS NOT DISTINCT FROM m${index}.category`)
      results.push({ ...entry, sql: `COALESCE(m${index}.mean, ${numeric(learned.mean)}::DOUBLE)` })
    }
    return `SELECT ${resultList(columns, results)} FROM (SELECT *, row_number() OVER () AS ${rowName} FROM ${table})${joins.join('')} ORDER BY ${rowName}`
  },
)

async function loadMeans(step: TableStep<unknown>, name: string, means: [string | null, number][]): Promise<void> {
  await step.engine.run(`CREATE TEMP TABLE ${name} (category VARCHAR, mean DOUBLE)`)
  for (let at = 0; at < means.length; at += 2000) {
    const rows = means.slice(at, at + 2000).map(([category, mean]) => `(${category === null ? 'NULL' : text(category)}, ${numeric(mean)})`)
    await step.engine.run(`INSERT INTO ${name} VALUES ${rows.join(', ')}`)
  }
}

export const runTargetEncode = defineRunner(TargetEncodeParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, [...params.columns, params.target])
  if (params.columns.length === 0) throw new UserError('Choose at least one column of categories.')
  if (params.columns.includes(params.target)) throw new UserError(`“${params.target}” is the target and cannot be encoded by itself.`)
  const chosen = [...new Set(params.columns)].map((name) => findColumn(columns, name) as PhysicalColumn)
  const target = targetValue(findColumn(columns, params.target) as PhysicalColumn, params)
  const derived = derive(chosen, columns, 'number', params.keep, '_target')

  const rows = `(SELECT *, row_number() OVER () AS ${rowName}, ${target} AS "target value", ${place(params.seed, 'row_number() OVER ()')} % ${params.folds} AS "target fold" FROM ${table})`
  const [found] = await oneRow(step.engine, rows, ['avg("target value")'])
  const mean = finiteNumber(found)
  if (mean === undefined) throw new UserError(`“${params.target}” has no value in any row, so there is nothing to encode by.`)
  const learned: TargetEncoding = { kind: 'target-encode', version: 1, target: params.target, mean, columns: [] }
  const joins: string[] = []
  const results: { column: string; as: string; sql: string }[] = []
  for (const [index, column] of chosen.entries()) {
    const entry = { column: column.name, type: column.type, as: derived[index]!.as }
    learned.columns.push({ ...entry, means: await learnMeans(step, index, rows, column, params.smoothing, mean) })
    joins.push(` LEFT JOIN ${ident(`target folds ${index}`)} AS f${index} ON ${key(column)} IS NOT DISTINCT FROM f${index}.category AND f${index}.fold = "target fold"`)
    results.push({ ...entry, sql: `COALESCE(f${index}.mean, o.mean, ${numeric(mean)}::DOUBLE)` })
  }
  const others = '"target others"'
  await step.engine.run(`CREATE TEMP TABLE ${others} AS SELECT fold, (sum(s) OVER () - s) / nullif(sum(n) OVER () - n, 0) AS mean FROM (SELECT "target fold" AS fold, COALESCE(sum("target value"), 0) AS s, count("target value") AS n FROM ${rows} GROUP BY 1)`)
  await smoothFolds(step, chosen.length, others, params.smoothing)
  await step.writeTable('table', `SELECT ${resultList(columns, results)} FROM ${rows} LEFT JOIN ${others} AS o ON o.fold = "target fold"${joins.join('')} ORDER BY ${rowName}`)
  const summary = learned.columns.slice(0, 200).map(({ column, means }) => `“${column}”: ${means.length} ${means.length === 1 ? 'category' : 'categories'}`)
  await step.writeJson('transformation', learned, { kind: learned.kind, title: 'Target encode', summary: [`Mean of “${params.target}”: ${mean}`, ...summary] })
})

/** The target as a number: true is 1; of text, one value is. */
function targetValue(column: PhysicalColumn, { positive }: TargetEncodeParams): string {
  if (!targetTypes.includes(column.type)) throw new UserError(`The target “${column.name}” is ${typeName(column.type)}, which has no mean.`)
  if (column.type === 'boolean') return `CAST(CAST(${column.sql} AS INTEGER) AS DOUBLE)`
  if (column.type !== 'text') return realValue(column, true)
  if (positive === '') throw new UserError(`“${column.name}” is text; say which of its values counts as 1.`)
  return `CAST(CAST(CAST(${column.sql} AS VARCHAR) = ${text(positive)} AS INTEGER) AS DOUBLE)`
}

/** Sums by category and fold into a table, and the smoothed mean of each category over all folds. */
async function learnMeans(step: TableStep<unknown>, index: number, rows: string, column: PhysicalColumn, smoothing: number, mean: number): Promise<[string | null, number][]> {
  const sums = ident(`target sums ${index}`)
  await step.engine.run(`CREATE TEMP TABLE ${sums} AS SELECT ${key(column)} AS category, "target fold" AS fold, COALESCE(sum("target value"), 0) AS s, count("target value") AS n FROM ${rows} GROUP BY 1, 2`)
  const totals = `(SELECT category, sum(s ORDER BY fold) AS s, sum(n) AS n FROM ${sums} GROUP BY 1)`
  const means = await step.engine.all(`SELECT category, (s + ${numeric(smoothing)} * ${numeric(mean)}) / (n + ${numeric(smoothing)}) AS mean FROM ${totals} WHERE n > 0 ORDER BY category NULLS FIRST LIMIT ${mostCategories + 1}`)
  if (means.length > mostCategories) throw new UserError(`“${column.name}” has more than ${mostCategories} different values; it looks like an identifier. Leave it out.`)
  return means.map((row) => [row.category === null ? null : String(row.category), Number(row.mean)])
}

/** For each category and fold, the smoothed mean over the other folds. */
async function smoothFolds(step: TableStep<unknown>, count: number, others: string, smoothing: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await step.engine.run(`
      CREATE TEMP TABLE ${ident(`target folds ${index}`)} AS
      SELECT t.category, t.fold, (t.s + ${numeric(smoothing)} * o.mean) / nullif(t.n + ${numeric(smoothing)}, 0) AS mean
      FROM (SELECT category, fold, sum(s) OVER (PARTITION BY category ORDER BY fold ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - s AS s, sum(n) OVER (PARTITION BY category) - n AS n FROM ${ident(`target sums ${index}`)}) AS t
      JOIN ${others} AS o ON o.fold = t.fold`)
  }
}
