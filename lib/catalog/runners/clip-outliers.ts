import * as z from 'zod/mini'
import { numericTypes } from '../columns'
import { numeric } from '../sql-text'
import { ClipOutliersParams, limitsMistake } from '../transform/clip-outliers'
import { chosenOrAll } from '../transform/entries'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { defineLearned, LearnedColumn, learnedColumn, resultList } from './learned'
import { defineRunner, finiteNumber, input, learnedRow, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

const Limits = z.extend(LearnedColumn, { lower: z.nullable(z.number()), upper: z.nullable(z.number()) })
type Limits = z.infer<typeof Limits>

const Clipping = z.object({ kind: z.literal('clip-outliers'), version: z.literal(1), action: z.enum(['clip', 'missing', 'drop-rows']), columns: z.array(Limits) })
type Clipping = z.infer<typeof Clipping>

export const clipping = defineLearned(
  Clipping,
  (learned) => learned.columns.map(({ column }) => column),
  async (step, learned, table, columns) => {
    const entries = learned.columns.map((limits) => ({ limits, column: learnedColumn(limits, columns) }))
    await report(step, learned, entries, table)
    if (learned.action === 'drop-rows') {
      const beyond = entries.flatMap(({ limits, column }) => outside(limits, column) ?? [])
      return `SELECT * FROM ${table}${beyond.length === 0 ? '' : ` WHERE NOT COALESCE(${beyond.map((test) => `COALESCE(${test}, FALSE)`).join(' OR ')}, FALSE)`}`
    }
    const results = entries.map(({ limits, column }) => ({ column: column.name, as: column.name, sql: limited(limits, column, learned.action) }))
    return `SELECT ${resultList(columns, results)} FROM ${table}`
  },
)

/** True for values beyond; `undefined` where both ends are open. */
function outside({ lower, upper }: Limits, column: PhysicalColumn): string | undefined {
  const value = realValue(column)
  const tests = [lower !== null && `${value} < ${numeric(lower)}`, upper !== null && `${value} > ${numeric(upper)}`].filter((test) => test !== false)
  return tests.length === 0 ? undefined : `(${tests.join(' OR ')})`
}

function limited(limits: Limits, column: PhysicalColumn, action: Clipping['action']): string {
  const beyond = outside(limits, column)
  if (beyond === undefined) return column.sql
  if (action === 'missing') return `CASE WHEN ${beyond} THEN NULL ELSE ${column.sql} END`
  // Decimals would round a limit to their few digits, and small whole numbers not hold it.
  const type = column.type === 'integer' ? 'BIGINT' : column.physical === 'FLOAT' ? 'FLOAT' : 'DOUBLE'
  const value = realValue(column)
  const low = limits.lower === null ? '' : ` WHEN ${value} < ${numeric(limits.lower)} THEN CAST(${numeric(limits.lower)} AS ${type})`
  const high = limits.upper === null ? '' : ` WHEN ${value} > ${numeric(limits.upper)} THEN CAST(${numeric(limits.upper)} AS ${type})`
  return `CASE${low}${high} ELSE CAST(${column.sql} AS ${type}) END`
}

async function report(step: TableStep<unknown>, { action }: Clipping, entries: { limits: Limits; column: PhysicalColumn }[], table: string): Promise<void> {
  const counts = await oneRow(step.engine, table, entries.map(({ limits, column }) => { const beyond = outside(limits, column); return beyond === undefined ? '0' : `count(*) FILTER (WHERE ${beyond})` }))
  const words = { clip: 'clipped', missing: 'made missing', 'drop-rows': 'beyond the limits' }[action]
  entries.forEach(({ column }, index) => {
    if (Number(counts[index]) > 0) step.engine.log(`“${column.name}”: ${String(counts[index])} ${Number(counts[index]) === 1 ? 'value' : 'values'} ${words}`)
  })
  step.metric('values_outside', counts.reduce<number>((sum, count) => sum + Number(count), 0))
}

export const runClipOutliers = defineRunner(ClipOutliersParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const mistake = limitsMistake(params)
  if (mistake) throw new UserError(`${mistake.message}.`)
  const chosen = chosenOrAll(params.columns, columns, numericTypes) as PhysicalColumn[]
  const wrong = chosen.find((column) => !numericTypes.includes(column.type))
  if (wrong) throw new UserError(`“${wrong.name}” is not a number and has no outliers.`)
  const bounds = await learnBounds(step, table, chosen, params)
  const learned: Clipping = {
    kind: 'clip-outliers',
    version: 1,
    action: params.action,
    columns: chosen.map((column, index) => ({ column: column.name, type: column.type, as: column.name, ...(column.type === 'integer' ? inward(bounds[index]!) : bounds[index]!) })),
  }
  await step.writeTable('table', await clipping.query(step, learned, table, columns))
  await step.writeJson('transformation', learned, { kind: learned.kind, title: 'Clip outliers', summary: learned.columns.slice(0, 200).map(({ column, lower, upper }) => `“${column}”: ${lower ?? '−∞'} to ${upper ?? '∞'}`) })
})

async function learnBounds(step: TableStep<unknown>, table: string, chosen: PhysicalColumn[], params: ClipOutliersParams): Promise<Pick<Limits, 'lower' | 'upper'>[]> {
  if (params.method === 'fixed') return chosen.map(() => ({ lower: params.lower, upper: params.upper }))
  const shares = params.method === 'iqr' ? [0.25, 0.75] : [params.lowerShare, params.upperShare]
  const found = await learnedRow(step.engine, table, chosen.flatMap((column) => {
    const value = realValue(column, true)
    return params.method === 'z' ? [`avg(${value})`, `stddev_pop(${value})`] : shares.map((share) => `quantile_cont(${value}, ${numeric(share)})`)
  }))
  return chosen.map((_, index) => {
    const [a, b] = [finiteNumber(found[2 * index]), finiteNumber(found[2 * index + 1])]
    if (a === undefined || b === undefined) return { lower: null, upper: null }
    const z = params.method === 'z'
    const reach = z ? params.deviations * b : params.method === 'iqr' ? params.quartileDistances * (b - a) : 0
    const [lower, upper] = [a - reach, (z ? a : b) + reach]
    // A limit beyond all numbers is none.
    return { lower: finiteNumber(lower) ?? null, upper: finiteNumber(upper) ?? null }
  })
}

/** The whole numbers next inside; where none is between, those next outside. */
function inward({ lower, upper }: Pick<Limits, 'lower' | 'upper'>): Pick<Limits, 'lower' | 'upper'> {
  const inside = { lower: lower && Math.ceil(lower), upper: upper && Math.floor(upper) }
  if (inside.lower === null || inside.upper === null || inside.lower <= inside.upper) return inside
  return { lower: Math.floor(lower!), upper: Math.ceil(upper!) }
}
