import type { z } from 'zod'
import { closestName, findColumn } from '../columns'
import { ident } from '../sql-text'
import type { Column, TableEngine, TableRunner, TableStep } from '../types'
import { UserError } from '../user-error'
import { asUserError } from './engine-errors'

/** A runner whose params are parsed first, so that defaults are filled and a wrong value never reaches SQL. */
export function defineRunner<S extends z.ZodObject>(params: S, run: (step: TableStep<unknown>, params: z.infer<S>) => Promise<void>): TableRunner {
  return async (step) => {
    const parsed = params.safeParse(step.params)
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
