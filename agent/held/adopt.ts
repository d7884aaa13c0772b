import { collectCommand } from '../command/run-command'
import type { KeptEnd } from '../command/keeper-messages'
import { kept } from '../command/keep-program'
import type { Workshop } from '../execute'
import type { LogStream } from '../log-stream'
import { ChildError, type ChildReason } from '@/lib/duckdb/child-error'
import type { Report } from '@/lib/duckdb/messages'
import type { StepResult as TableResult } from '@/lib/duckdb/ops/types'
import { spooledValue } from '@/lib/duckdb/spooled'
import type { StepResult } from '../python'
import { awaitHeld } from './await-held'
import type { Held } from './held-lease'

type PythonOutcome = ({ ok: true; result: Omit<StepResult, 'peakMb'> } | { ok: false; reason: ChildReason; message: string }) & { peakMb: number }

/** Goes on with a step that a former process has started: its result as its runner would have given it. @throws as the runner does */
export async function resultOfHeld(shop: Workshop, held: Held, skip: number, log: LogStream, signal: AbortSignal): Promise<TableResult | StepResult> {
  const onLog = (line: string, stream?: 'stdout' | 'stderr' | 'system') => log.write(line, stream)
  const left = await awaitHeld(held, { signal, onLog, skip })
  if (held.kind === 'table') return spooledValue(left as Exclude<Report, { kind: 'ready' | 'log' }>, held.memoryMb) as TableResult
  if (held.kind === 'python') {
    const outcome = left as PythonOutcome
    if (outcome.ok) return { ...outcome.result, peakMb: outcome.peakMb }
    throw new ChildError(outcome.reason, outcome.message, outcome.peakMb)
  }
  const { peakMb } = kept(left as KeptEnd)
  return collectCommand({ params: held.lease.step.params, outDir: held.outDir }, peakMb, { pool: shop.pool, signal, onLog })
}
