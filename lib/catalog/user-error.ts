/**
 * A mistake in the data or the parameters that the person who drew the pipeline can mend. Ends the step as `user_error`
 * with this message, word for word; anything else that is thrown is a fault of ours.
 */
export class UserError extends Error {
  readonly code = 'user_error'
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
  }
}

/** True for our own, also when the class was bundled twice. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError'
}
