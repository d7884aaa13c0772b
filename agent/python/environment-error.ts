/** What is at fault: what was asked for, where nothing but a change helps, or the host, where a later try may succeed. */
export type Blame = 'environment' | 'host'

/** An environment that could not be built or started on this host: `message` says which package and why, and what to do. */
export class EnvironmentError extends Error {
  readonly blame: Blame

  constructor(message: string, { blame = 'environment', ...options }: ErrorOptions & { blame?: Blame } = {}) {
    super(message, options)
    this.name = 'EnvironmentError'
    this.blame = blame
  }
}

/** True for our own, also when the class was bundled twice. */
export function isEnvironmentError(error: unknown): error is EnvironmentError {
  return error instanceof Error && error.name === 'EnvironmentError'
}

export function blameOf(error: unknown): Blame {
  return isEnvironmentError(error) ? error.blame : 'host'
}
