import * as z from 'zod/mini'
import { AppError } from '@/lib/errors'

/** Parses, or refuses with the first problem in words and all of them by field in `details.fields`. @throws AppError `invalid` */
export function parse<S extends z.core.$ZodType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) fields[issue.path.join('.') || 'input'] ??= issue.message
  const [first] = Object.entries(fields)
  throw new AppError('invalid', first ? `${first[0]}: ${first[1]}` : 'The input is not what was expected.', { fields })
}
