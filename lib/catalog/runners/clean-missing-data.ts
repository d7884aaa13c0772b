import { cellLiteral } from '../cell'
import { text } from '../sql-text'
import { CleanMissingParams } from '../transform/clean-missing-data'
import { consideredColumns, fillPlans, indicatorNames, type FillPlan } from '../transform/cleaning'
import type { TableStep } from '../types'
import { UserError } from '../user-error'
import { cleaningQuery, isMissing, summarize, type Cleaning, type LearnedFill } from './cleaning'
import { defineRunner, input, oneRow, physicalTypes, requireColumns, type PhysicalColumn } from './support'

export const runCleanMissingData = defineRunner(CleanMissingParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const cleaning = await learn(step, params, table, columns)
  const summary = summarize(cleaning)
  for (const line of summary) step.engine.log(line)
  const query = cleaningQuery(cleaning, table, columns)
  const { rows } = await step.writeTable('table', query)
  await step.writeJson('transformation', cleaning, { kind: cleaning.kind, title: 'Clean missing data', summary: summary.slice(0, 200) })
  if (cleaning.action === 'drop-rows') await countDropped(step, table, rows)
})

async function learn(step: TableStep<unknown>, params: CleanMissingParams, table: string, columns: PhysicalColumn[]): Promise<Cleaning> {
  const considered = consideredColumns(params, columns)
  const base = { kind: 'clean-missing-data', version: 1 } as const
  if (params.method === 'drop-rows') return { ...base, action: 'drop-rows', when: params.when, columns: considered.map((column) => column.name) }

  const byName = new Map(columns.map((column) => [column.name, column]))
  if (params.method === 'drop-columns') {
    const shares = await oneRow(step.engine, table, considered.map((column) => `avg(CASE WHEN ${isMissing(byName.get(column.name)!)} THEN 1 ELSE 0 END)`))
    const dropped = considered.map((column, index) => ({ name: column.name, share: Number(shares[index] ?? 0) })).filter(({ share }) => share > params.above)
    if (dropped.length === columns.length) throw new UserError(`Every column has more than ${params.above * 100} % missing values, so none would be left. Allow a larger share.`)
    return { ...base, action: 'drop-columns', dropped }
  }

  const plans = fillPlans(params, columns)
  const values = await oneRow(step.engine, table, plans.map((plan) => learnedValue(plan, byName.get(plan.column.name)!, table)))
  const gaps = await oneRow(step.engine, table, plans.map((plan) => `count(*) FILTER (WHERE ${isMissing(byName.get(plan.column.name)!)})`))
  const learned: LearnedFill[] = plans.map((plan, index) => ({
    column: plan.column.name,
    type: plan.column.type,
    to: plan.to,
    how: plan.fill,
    value: values[index] == null ? null : String(values[index]),
  }))
  step.metric('values_filled', gaps.reduce<number>((sum, gap, index) => sum + (learned[index]!.value === null ? 0 : Number(gap)), 0))
  const indicators = params.indicators ? indicatorNames(learned.map((fill) => fill.column), columns.map((column) => column.name)) : []
  return { ...base, action: 'fill', fills: learned, indicators }
}

/** The value that fills a column, as an SQL expression of type text over the table. */
function learnedValue({ column, fill, value, to }: FillPlan, physical: PhysicalColumn, table: string): string {
  const there = `FILTER (WHERE NOT ${isMissing(physical)})`
  switch (fill) {
    case 'mean':
    case 'median': {
      if (column.type !== 'integer' && column.type !== 'number') throw new UserError(`“${column.name}” is not a number and has no ${fill}.`)
      return `CAST(${fill === 'mean' ? 'avg' : 'median'}(CAST(${physical.sql} AS DOUBLE)) ${there} AS VARCHAR)`
    }
    case 'constant': {
      const literal = cellLiteral(value, to)
      if (literal === undefined) throw new UserError(`The constant “${value}” does not suit the column “${column.name}” (${column.type}).`)
      return `any_value(${text(to === 'text' ? value : value.trim())})`
    }
    default:
      return `CAST(any_value((SELECT ${physical.sql} FROM ${table} WHERE NOT ${isMissing(physical)} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)) AS VARCHAR)`
  }
}

async function countDropped(step: TableStep<unknown>, table: string, kept: number): Promise<void> {
  const [counted] = await step.engine.all(`SELECT count(*) AS before FROM ${table}`)
  const before = Number(counted?.before)
  const dropped = before - kept
  step.engine.log(`Dropped ${dropped} of ${before} rows`)
  step.metric('rows_dropped', dropped)
}
