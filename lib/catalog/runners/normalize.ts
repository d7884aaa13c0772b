import * as z from 'zod/mini'
import { numericTypes } from '../columns'
import { numeric } from '../sql-text'
import { derive } from '../transform/derived'
import { chosenOrAll } from '../transform/entries'
import { NormalizeParams } from '../transform/normalize'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { defineLearned, LearnedColumn, learnedColumn, resultList } from './learned'
import { defineRunner, finiteNumber, input, learnedRow, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

const Linear = z.extend(LearnedColumn, { method: z.enum(['z', 'min-max', 'robust']), /** x becomes (x − center) / scale + offset. */ center: z.number(), scale: z.number(), offset: z.number() })
const Logarithm = z.extend(LearnedColumn, { method: z.literal('log'), base: z.enum(['e', '10', '2']), addOne: z.boolean() })
const Scaling = z.object({ kind: z.literal('normalize'), version: z.literal(1), columns: z.array(z.discriminatedUnion('method', [Linear, Logarithm])) })
type Scaling = z.infer<typeof Scaling>
type Scale = Scaling['columns'][number]

export const scaling = defineLearned(
  Scaling,
  (learned) => learned.columns.map(({ column }) => column),
  async (step, learned, table, columns) => {
    const entries = learned.columns.map((scale) => ({ scale, column: learnedColumn(scale, columns) }))
    await reportLogless(step, entries, table)
    return `SELECT ${resultList(columns, entries.map(({ scale, column }) => ({ ...scale, sql: scaled(scale, column) })))} FROM ${table}`
  },
)

function scaled(scale: Scale, column: PhysicalColumn): string {
  const value = realValue(column)
  if (scale.method !== 'log') return `((${value} - ${numeric(scale.center)}) / ${numeric(scale.scale)} + ${numeric(scale.offset)})`
  const argument = scale.addOne ? `(1 + ${value})` : value
  // DuckDB's log is to base 10.
  return `CASE WHEN ${argument} > 0 THEN ${{ e: 'ln', '10': 'log10', '2': 'log2' }[scale.base]}(${argument}) END`
}

async function reportLogless(step: TableStep<unknown>, entries: { scale: Scale; column: PhysicalColumn }[], table: string): Promise<void> {
  const logs = entries.filter(({ scale }) => scale.method === 'log')
  const counts = await oneRow(step.engine, table, logs.map(({ scale, column }) => `count(*) FILTER (WHERE ${realValue(column)} IS NOT NULL AND ${scaled(scale, column)} IS NULL)`))
  logs.forEach(({ column }, index) => {
    if (Number(counts[index]) > 0) step.engine.log(`Warning: “${column.name}”: ${String(counts[index])} ${Number(counts[index]) === 1 ? 'value has' : 'values have'} no logarithm and became missing`)
  })
  if (logs.length > 0) step.metric('values_without_logarithm', counts.reduce<number>((sum, count) => sum + Number(count), 0))
}

export const runNormalize = defineRunner(NormalizeParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  if (params.method === 'min-max' && params.lower >= params.upper) throw new UserError('The upper end must be above the lower one.')
  const chosen = chosenOrAll(params.columns, columns, numericTypes) as PhysicalColumn[]
  const wrong = chosen.find((column) => !numericTypes.includes(column.type))
  if (wrong) throw new UserError(`“${wrong.name}” is not a number and has no scale.`)
  const derived = derive(chosen, columns, 'number', params.keep, '_scaled')
  const scales = await learnScales(step, table, chosen, params)
  const learned: Scaling = {
    kind: 'normalize',
    version: 1,
    columns: chosen.map((column, index) => ({ column: column.name, type: column.type, as: derived[index]!.as, ...scales[index]! })),
  }
  await step.writeTable('table', await scaling.query(step, learned, table, columns))
  await step.writeJson('transformation', learned, { kind: learned.kind, title: 'Normalize', summary: learned.columns.slice(0, 200).map(summary) })
})

type LearnedScale = { method: 'log'; base: NormalizeParams['base']; addOne: boolean } | { method: 'z' | 'min-max' | 'robust'; center: number; scale: number; offset: number }

async function learnScales(step: TableStep<unknown>, table: string, chosen: PhysicalColumn[], params: NormalizeParams): Promise<LearnedScale[]> {
  const { method, base, addOne, lower, upper } = params
  if (method === 'log') return chosen.map(() => ({ method, base, addOne }))
  const found = await learnedRow(step.engine, table, chosen.flatMap((column) => {
    const value = realValue(column, true)
    if (method === 'z') return [`avg(${value})`, `stddev_pop(${value})`]
    if (method === 'min-max') return [`min(${value})`, `max(${value}) - min(${value})`]
    return [`median(${value})`, `quantile_cont(${value}, 0.75) - quantile_cont(${value}, 0.25)`]
  }))
  return chosen.map((column, index) => {
    const [center, spread] = [finiteNumber(found[2 * index]), finiteNumber(found[2 * index + 1])]
    if (center !== undefined && spread === undefined) throw new UserError(`“${column.name}” has values too far apart to be scaled. Clip outliers first.`)
    if (center === undefined) step.engine.log(`Warning: “${column.name}” has no value to learn from`)
    else if (!spread) step.engine.log(`Warning: “${column.name}” is the same in ${method === 'robust' ? 'the middle half of the rows' : 'all rows'}, so it is not spread`)
    const scale = method === 'min-max' ? (spread || upper - lower) / (upper - lower) : spread || 1
    return { method, center: center ?? 0, scale, offset: method === 'min-max' ? lower : 0 }
  })
}

function summary(scale: Scale): string {
  if (scale.method === 'log') return `“${scale.column}” becomes log${scale.base === 'e' ? '' : scale.base}(${scale.addOne ? '1 + x' : 'x'})`
  return `“${scale.column}” becomes (x − ${scale.center}) / ${scale.scale}${scale.offset === 0 ? '' : ` + ${scale.offset}`}`
}
