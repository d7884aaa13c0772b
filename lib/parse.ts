import * as z from 'zod/mini'
import { AppError } from './errors'

/** @throws AppError `invalid` with one sentence and, by path, what is wrong with each field. */
export function parse<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const first = issues[0]!
  throw new AppError('invalid', first.path ? `${first.path}: ${first.message}` : first.message, { issues })
}
