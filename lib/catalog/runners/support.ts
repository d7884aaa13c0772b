import * as z from 'zod/mini'
import { closestName, findColumn } from '../columns'
import { ident } from '../sql-text'
import type { Column, TableEngine, TableRunner, TableStep } from '../types'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'

/** A runner whose params are parsed first, so that defaults are filled and a wrong value never reaches SQL. */
export function defineRunner<S extends z.core.$ZodType>(params: S, run: (step: TableStep<unknown>, params: z.infer<S>) => Promise<void>): TableRunner {
  return async (step) => {
    const parsed = z.safeParse(params, step.params)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      throw new UserError(`The parameter “${issue.path.join('.')}” is not usable: ${issue.message}. Correct it in the inspector.`)
    }
    try {
      await run(step, parsed.data)
    } catch (error) {
      throw asUserError(error)
    }
  }
}

/** The relation at a port that must be connected. */
export function input(step: TableStep<unknown>, port: string): string {
  const relation = step.inputs[port]
  if (relation === undefined) throw new UserError(`Nothing is connected to the input “${port}”`)
  return relation
}

/** @throws UserError naming the first of `names` that `columns` lacks, with what was likely meant. */
export function requireColumns(columns: Column[], names: string[], where = 'the input'): void {
  for (const name of names) {
    if (findColumn(columns, name)) continue
    const all = columns.map((column) => column.name)
    const close = closestName(name, all)
    const hint = close === undefined ? `It has ${all.slice(0, 12).map((other) => `“${other}”`).join(', ')}${all.length > 12 ? ' …' : ''}` : `Did you mean “${close}”`
    throw new UserError(`The column “${name}” is not in ${where}. ${hint}${close === undefined ? '.' : '?'}`)
  }
}

/** A column with the engine's own type, such as `DECIMAL(9,2)`, and its name as SQL. */
export interface PhysicalColumn extends Column {
  physical: string
  /** FLOAT or DOUBLE, which can hold NaN. */
  floating: boolean
  sql: string
}

/** Columns of a relation with the engine's types. */
export async function physicalTypes(engine: TableEngine, relation: string): Promise<PhysicalColumn[]> {
  const columns = await engine.columns(relation)
  const described = await engine.all(`DESCRIBE SELECT * FROM ${relation}`)
  return columns.map((column, index) => {
    const physical = String(described[index]?.column_type)
    return { ...column, physical, floating: physical === 'FLOAT' || physical === 'DOUBLE', sql: ident(column.name) }
  })
}

/** Aggregates that hold every value of their column until the end, and cannot spill. */
const holding = /\b(median|quantile|mode|mad|list|histogram)\w*\(/i
/** So many of them at once: of ten million rows, each holds 80 MB or more. */
const heldAtOnce = 3

/** Values of aggregate expressions over a relation, in order; in several scans where many would hold their columns at once. */
export async function oneRow(engine: TableEngine, relation: string, expressions: string[]): Promise<unknown[]> {
  if (expressions.length === 0) return []
  if (expressions.length > heldAtOnce && expressions.some((expression) => holding.test(expression))) {
    const values: unknown[] = []
    for (let at = 0; at < expressions.length; at += heldAtOnce) values.push(...(await oneRow(engine, relation, expressions.slice(at, at + heldAtOnce))))
    return values
  }
  const [row] = await engine.all(`SELECT ${expressions.map((expression, index) => `${expression} AS v${index}`).join(', ')} FROM ${relation}`)
  return expressions.map((_, index) => row?.[`v${index}`])
}

/** A number column's value as DOUBLE, NULL where it is missing or NaN, or infinite with `finite`. */
export function realValue(column: PhysicalColumn, finite = false): string {
  const real = column.physical === 'DOUBLE' ? column.sql : `CAST(${column.sql} AS DOUBLE)`
  if (!column.floating) return real
  return finite ? `(CASE WHEN isfinite(${column.sql}) THEN ${real} END)` : `(CASE WHEN NOT isnan(${column.sql}) THEN ${real} END)`
}

/** A result of the engine as a finite number, `undefined` where there is none. */
export function finiteNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** Like `oneRow`; a mean or deviation that no number holds is told in a person's words. */
export async function learnedRow(engine: TableEngine, relation: string, expressions: string[]): Promise<unknown[]> {
  try {
    return await oneRow(engine, relation, expressions)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Out of Range Error')) throw new UserError('A column has values so large that they have no mean or deviation. Clip outliers by fixed limits first.', { cause: error })
    throw error
  }
}
