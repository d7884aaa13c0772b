import * as z from 'zod/mini'
import { AppError } from './errors'

/** @throws AppError `invalid`, as `refusalOf` words it */
export function parse<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  throw refusalOf(result.error)
}

/** What a schema found wrong: the first of it as the sentence, all of it in `details.fields`, by the field's path (`limits.trials`; `input` where it is the whole). */
export function refusalOf(error: z.core.$ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[path.join('.') || 'input'] ??= message
  const [[path, message] = ['input', 'The input is not what was expected.']] = Object.entries(fields)
  return new AppError('invalid', path === 'input' ? message : `${path}: ${message}`, { fields })
}
