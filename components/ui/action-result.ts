import { ApiError } from './api-client'

type Result<T> = { ok: true; data: T } | { ok: false; error: { code: string; message: string; details?: Record<string, unknown> } }

/** A server action's data, or its refusal thrown as the API's are. @throws ApiError */
export async function unwrap<T>(pending: Promise<Result<T>>): Promise<T> {
  const result = await pending
  if (result.ok) return result.data
  throw new ApiError(result.error.code, result.error.message, result.error.code === 'internal' ? 500 : 400, result.error.details)
}

export interface FormErrors {
  /** What is wrong with the form's fields, by their paths. */
  fields: Record<string, string>
  /** What was thrown, unless all of it stands at fields; else null. Belongs into an `ErrorNote`: no refusal stays unseen. */
  other: unknown
}

/**
 * Parts a refusal among the fields of a form. @param places paths of the fields that show an error, as `details.fields` names them; one with parts
 * (`hosts`) also shows what is wrong with one of them (`hosts.2`)
 */
export function formErrors(error: unknown, places: readonly string[]): FormErrors {
  const given = Object.entries((error instanceof ApiError && (error.details?.fields as Record<string, string> | undefined)) || {})
  const fields: Record<string, string> = {}
  let placed = given.length > 0
  for (const [path, message] of given) {
    const place = places.find((name) => path === name || path.startsWith(`${name}.`))
    if (place === undefined) placed = false
    else fields[place] ??= message
  }
  return { fields, other: placed ? null : (error ?? null) }
}
