/**
 * Why an operation in a DuckDB child did not finish.
 * `user_error`: the data or the parameters are at fault, and `message` tells a person what to mend.
 * `oom`: the memory limit was reached; `peakMb` is the most that was seen.
 * `data_unavailable`: a blob that was needed is not on this machine.
 * `cancelled`: by the caller's signal. `crashed`: the child died. `failed`: anything else that was thrown.
 */
export type ChildReason = 'user_error' | 'oom' | 'data_unavailable' | 'cancelled' | 'crashed' | 'failed'

export class ChildError extends Error {
  readonly reason: ChildReason
  readonly peakMb: number | undefined
  constructor(reason: ChildReason, message: string, peakMb?: number) {
    super(message)
    this.name = 'ChildError'
    this.reason = reason
    this.peakMb = peakMb
  }
}

/** True for our own, also when the class was bundled twice. */
export function isChildError(error: unknown): error is ChildError {
  return error instanceof Error && error.name === 'ChildError' && 'reason' in error
}
