import { ApiError } from './api-client'

type Result<T> = { ok: true; data: T } | { ok: false; error: { code: string; message: string; details?: Record<string, unknown> } }

/** A server action's data, or its refusal thrown as the API's are. @throws ApiError */
export async function unwrap<T>(pending: Promise<Result<T>>): Promise<T> {
  const result = await pending
  if (result.ok) return result.data
  throw new ApiError(result.error.code, result.error.message, result.error.code === 'internal' ? 500 : 400, result.error.details)
}

/** Messages by field of an `invalid` or `conflict` refusal; empty for any other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  const fields = error instanceof ApiError ? error.details?.fields : undefined
  return typeof fields === 'object' && fields !== null ? (fields as Record<string, string>) : {}
}
