/** States of a run. The last three are final. */
export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

/**
 * States of a step run. `waiting`: inputs are not there yet; `queued`: ready, no agent has it yet; a step whose equal
 * has succeeded is `succeeded` with `reusedFrom` set. `skipped`: something upstream failed or was cancelled.
 */
export const stepStates = ['waiting', 'queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped'] as const
export type StepState = (typeof stepStates)[number]

export const endReasons = [
  'succeeded',
  'user_error',
  'oom_killed',
  'lease_lost',
  'preempted',
  'cancelled',
  'timeout',
  'environment_failed',
  'data_unavailable',
  'unplaceable',
] as const
export type EndReason = (typeof endReasons)[number]

/** Losses of infrastructure: these retry by themselves, all others do not. */
export const retriedReasons: readonly EndReason[] = ['lease_lost', 'preempted', 'data_unavailable']

export const finalStepStates: readonly StepState[] = ['succeeded', 'failed', 'cancelled', 'skipped']
export const finalRunStates: readonly RunState[] = ['succeeded', 'failed', 'cancelled']
