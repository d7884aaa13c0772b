import * as z from 'zod/mini'
import { freshName } from '../columns'
import { mostPasses, originOf } from '../control/each-body'
import { ForEachParams, keepsOrigin } from '../control/for-each'
import { ident, text } from '../sql-text'
import { appendedColumns, appendMistakes } from '../transform/append-rows'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { physicalType } from './append-rows'
import { defineRunner, input, physicalTypes, requireColumns, type PhysicalColumn } from './support'

/** Which part of a For each a step of a run is, and what the studio knows of its passes. */
const Part = z.object({
  '@part': z.enum(['values', 'rows', 'collect']),
  '@value': z.optional(z.nullable(z.string())),
  '@items': z.optional(z.array(z.object({ port: z.string(), value: z.nullable(z.string()), metrics: z.record(z.string(), z.number()) }))),
})
type Part = z.infer<typeof Part>

export const runForEach = defineRunner(ForEachParams, async (step, params) => {
  const part = Part.safeParse(step.params)
  if (!part.success) throw new UserError('A For each runs as part of a run only, once for each of its passes.')
  if (part.data['@part'] === 'values') return listValues(step, params)
  if (part.data['@part'] === 'rows') return takeRows(step, params, part.data['@value'] ?? null)
  return collect(step, params, part.data['@items'] ?? [])
})

/** The groups, which the studio reads to begin a pass for each. */
async function listValues(step: TableStep<unknown>, { column }: ForEachParams): Promise<void> {
  const table = input(step, 'table')
  requireColumns(await step.engine.columns(table), [column])
  const value = `CAST(${ident(column)} AS VARCHAR)`
  const groups = await step.engine.all(`SELECT ${value} AS value FROM ${table} GROUP BY 1 ORDER BY 1 NULLS LAST LIMIT ${mostPasses + 1}`)
  if (groups.length > mostPasses) {
    const [counted] = await step.engine.all(`SELECT count(DISTINCT ${value}) AS n FROM ${table}`)
    throw new UserError(`“${column}” has ${Number(counted!.n)} different values, and For each takes ${mostPasses} at most. Group by another column, or filter or bin this one first.`)
  }
  if (groups.length === 0) throw new UserError(`The table has no rows, so there is no group of “${column}” to do anything for.`)
  const values = groups.map((row) => (row.value === null || row.value === undefined ? null : String(row.value)))
  step.engine.log(`${values.length} ${values.length === 1 ? 'group' : 'groups'}`)
  await step.writeTable('table', `SELECT ${value} AS ${ident(column)}, count(*) AS ${ident(freshName('rows', [column]))} FROM ${table} GROUP BY 1 ORDER BY 1 NULLS LAST`, { values })
}

async function takeRows(step: TableStep<unknown>, { column }: ForEachParams, value: string | null): Promise<void> {
  const { rows } = await step.writeTable('table', `SELECT * FROM ${input(step, 'table')} WHERE CAST(${ident(column)} AS VARCHAR) IS NOT DISTINCT FROM ${value === null ? 'NULL' : text(value)}`)
  step.engine.log(`${rows} ${rows === 1 ? 'row' : 'rows'}`)
}

type Items = NonNullable<Part['@items']>

async function collect(step: TableStep<unknown>, params: ForEachParams, all: Items): Promise<void> {
  const items = all.filter((item) => step.inputs[item.port] !== undefined)
  if (items.length < all.length) step.engine.log(`${all.length - items.length} of ${all.length} passes gave nothing`)
  const tables: PhysicalColumn[][] = []
  for (const item of items) tables.push(await physicalTypes(step.engine, input(step, item.port)))
  const rules = { match: 'name', lacking: 'fill', types: 'stop', origin: '' } as const
  const columns = appendedColumns(rules, tables)
  const mistake = appendMistakes(rules, tables, columns)[0]
  if (mistake) throw new UserError(`What the passes gave does not go together: ${mistake.message}.`)
  const origin = keepsOrigin(params, columns) ? undefined : freshName(originOf(params), columns.map((column) => column.name))
  const types = columns.map(physicalType)
  const parts = items.map((item, table) => {
    const list = columns.map((column, index) => `CAST(${column.from[table] ? ident(column.from[table].name) : 'NULL'} AS ${types[index]!}) AS ${ident(column.name)}`)
    if (origin !== undefined) list.unshift(`CAST(${literal(item.value)} AS VARCHAR) AS ${ident(origin)}`)
    return `(SELECT ${list.join(', ')} FROM ${input(step, item.port)})`
  })
  const { rows } = await step.writeTable('table', parts.join(' UNION ALL '))
  step.metric('rows', rows)
  step.metric('passes', items.length)
  await writeMetrics(step, items, originOf(params))
}

/** A row a pass; a metric that a pass did not report is missing there. */
async function writeMetrics(step: TableStep<unknown>, items: Items, origin: string): Promise<void> {
  const names = [...new Set(items.flatMap((item) => Object.keys(item.metrics)))]
  if (names.length === 0) return
  const columns = [freshName(origin, names), ...names]
  const rows = items.map(({ value, metrics }) => `(${[`CAST(${literal(value)} AS VARCHAR)`, ...names.map((name) => `CAST(${metrics[name] ?? 'NULL'} AS DOUBLE)`)].join(', ')})`)
  await step.writeTable('metrics', `SELECT * FROM (VALUES ${rows.join(', ')}) AS t(${columns.map(ident).join(', ')})`)
}

const literal = (value: string | null) => (value === null ? 'NULL' : text(value))
