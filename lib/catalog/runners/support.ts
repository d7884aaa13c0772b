import type { z } from 'zod'
import { closestName, findColumn } from '../columns'
import type { Column, TableRunner, TableStep } from '../types'
import { UserError } from '../user-error'

/** A runner whose params are parsed first, so that defaults are filled and a wrong value never reaches SQL. */
export function defineRunner<S extends z.ZodObject>(params: S, run: (step: TableStep<unknown>, params: z.infer<S>) => Promise<void>): TableRunner {
  return async (step) => {
    const parsed = params.safeParse(step.params)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      throw new UserError(`The parameter “${issue.path.join('.')}” is not usable: ${issue.message}. Correct it in the inspector.`)
    }
    await run(step, parsed.data)
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
