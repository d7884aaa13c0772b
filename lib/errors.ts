/** The closed set of reasons for which a use case refuses. One place, `app/respond.ts`, maps them to HTTP. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'too_large'
  | 'unavailable'
  | 'stale_lease'

/**
 * A refusal that a person can act on: `message` says what happened and what to do.
 * `details` is JSON that a program can use (field names, the current revision …), never a stack.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, details?: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** True for our own refusals, also when the class was bundled twice. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error
}
