import type { ChildReason } from './child-error'

/** What the parent asks of a child; one at a time. */
export interface Request {
  id: number
  op: string
  payload: unknown
  memoryMb: number
  /** Where it leaves its result should the parent be gone by then; without it the child ends with its parent. */
  spool?: string | undefined
}

/** What a child tells its parent over the IPC channel. */
export type Report =
  | { kind: 'ready' }
  | { kind: 'log'; id: number; line: string }
  /** The child is about to end because it holds more than it may. */
  | { kind: 'oom'; id: number; peakMb: number }
  | { kind: 'result'; id: number; value: unknown; peakMb: number; restMb: number }
  | { kind: 'error'; id: number; reason: ChildReason; message: string; peakMb: number; restMb: number }
