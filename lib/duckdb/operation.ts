import type { Session } from './session'

/** What an operation may use inside a child. */
export interface Surroundings {
  session: Session
  memoryMb: number
  /** A line for the caller, at once. */
  log: (line: string) => void
}

/** One thing a child can do. Payload and result are JSON. */
export type Operation<P, R> = (payload: P, surroundings: Surroundings) => Promise<R>
