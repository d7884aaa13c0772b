/** An environment that could not be built or started on this host: `message` says which package and why, and what to do. */
export class EnvironmentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EnvironmentError'
  }
}

/** True for our own, also when the class was bundled twice. */
export function isEnvironmentError(error: unknown): error is EnvironmentError {
  return error instanceof Error && error.name === 'EnvironmentError'
}
