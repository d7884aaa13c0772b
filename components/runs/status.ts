import { formatCount, formatInteger } from '@/components/ui/format'
import type { StatusName } from '@/components/ui/status'
import type { EndReason } from '@/lib/protocol/states'
import { finalRunStates } from '@/lib/protocol/states'
import type { RunSummary, StepView } from '@/lib/runs/schema'

/** A reused step counts as success and is shown as reused. */
export function stepStatus(step: StepView): StatusName {
  return step.reused && step.state === 'succeeded' ? 'reused' : step.state
}

export function isFinal(run: Pick<RunSummary, 'state'>): boolean {
  return finalRunStates.includes(run.state)
}

export interface Advice {
  /** What happened, in a few words. */
  reason: string
  /** What to do about it. */
  text: string
  /** Where to do it. */
  where: 'pipeline' | 'compute' | 'environments' | 'data' | null
}

const advice: Record<EndReason, Advice> = {
  succeeded: { reason: 'Succeeded', text: '', where: null },
  user_error: { reason: 'The step stopped with an error', text: 'Change the step or what feeds it, then run again: every step that succeeded is reused.', where: 'pipeline' },
  oom_killed: { reason: 'Out of memory', text: 'Work on fewer rows or columns, or add an agent with more memory.', where: 'compute' },
  lease_lost: { reason: 'The agent was lost', text: 'The agent stopped answering and the tries were used up. See that it runs, then retry.', where: 'compute' },
  preempted: { reason: 'Preempted', text: 'Its machine was taken away. Retry the failed steps.', where: null },
  cancelled: { reason: 'Cancelled', text: 'Somebody stopped it. Retry to go on where it stopped.', where: null },
  timeout: { reason: 'Timed out', text: 'It ran longer than it may. Give it less to do or a longer time.', where: 'pipeline' },
  environment_failed: { reason: 'The environment could not be built', text: 'Its page under Environments has the build’s log. Make a new version, or build it again once the cause is gone; then retry.', where: 'environments' },
  data_unavailable: { reason: 'Data was not to be had', text: 'An input could not be fetched. See that the studio and its disk are well, then retry.', where: null },
  unplaceable: { reason: 'No agent can take it', text: 'Add an agent that has what the step needs.', where: 'compute' },
}

/** What to tell of an end that is no success; null where there is nothing to say. */
export function adviceFor(reason: EndReason | null): Advice | null {
  return reason === null || reason === 'succeeded' ? null : advice[reason]
}

/** `3 of 6 steps, 2 reused`. */
export function progressWords(counts: RunSummary['counts']): string {
  const done = counts.succeeded + counts.failed + counts.cancelled + counts.skipped
  const steps = formatCount(counts.total, 'step')
  return `${done === counts.total ? steps : `${formatInteger(done)} of ${steps}`}${counts.reused > 0 ? `, ${formatInteger(counts.reused)} reused` : ''}`
}
