import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'

/** The body as JSON, parsed; no body at all counts as `{}`. @throws AppError `invalid`. */
export async function readOptionalJson<S extends z.core.$ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const text = await request.text()
  if (text.trim() === '') return parse(schema, {})
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'The body is not JSON.')
  }
  return parse(schema, body)
}
