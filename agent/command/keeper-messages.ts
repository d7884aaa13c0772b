import type { ChildReason } from '@/lib/duckdb/child-error'
import type { ProgramRun } from './spawn-program'

/** What the keeper of a program is asked to do. */
export interface KeepRequest extends Omit<ProgramRun, 'signal' | 'onLine'> {
  spool: string | null
}

/** How a program ended: well, or with a reason in words. */
export type KeptEnd = { ok: true; peakMb: number } | { ok: false; user: true; message: string } | { ok: false; user: false; reason: ChildReason; message: string; peakMb: number }

export type KeeperReport = { kind: 'line'; text: string; stream: 'stdout' | 'stderr' } | { kind: 'end'; end: KeptEnd }
