import type { StatusName } from '@/components/ui/status'

const ends: Record<string, { status: StatusName; words: string }> = {
  succeeded: { status: 'succeeded', words: '' },
  cancelled: { status: 'cancelled', words: '' },
  user_error: { status: 'failed', words: 'stopped with an error' },
  oom_killed: { status: 'failed', words: 'out of memory' },
  lease_lost: { status: 'failed', words: 'the agent was lost' },
  preempted: { status: 'cancelled', words: 'handed back' },
  timeout: { status: 'failed', words: 'took too long' },
  environment_failed: { status: 'failed', words: 'its environment could not be built' },
  data_unavailable: { status: 'failed', words: 'data was not to be had' },
  unplaceable: { status: 'failed', words: 'no agent could take it' },
}

/** How an attempt ended, as a state and a few words; without a reason it still runs. */
export function endWords(reason: string | null): { status: StatusName; words: string } {
  return reason === null ? { status: 'running', words: '' } : (ends[reason] ?? { status: 'failed', words: reason })
}
