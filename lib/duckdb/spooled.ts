import { outOfMemory } from './child'
import { ChildError } from './child-error'
import type { Report } from './messages'

/** What an operation left in its spool. @throws ChildError as the pool would have */
export function spooledValue(report: Exclude<Report, { kind: 'ready' | 'log' }>, memoryMb: number): unknown {
  if (report.kind === 'result') return report.value
  if (report.kind === 'oom') throw outOfMemory(memoryMb, report.peakMb)
  throw report.reason === 'oom' ? outOfMemory(memoryMb, report.peakMb, report.message) : new ChildError(report.reason, report.message, report.peakMb)
}
