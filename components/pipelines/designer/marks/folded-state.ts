import type { StatusName } from '@/components/ui/status'
import type { StepView } from '@/lib/runs/schema'
import { stateOf } from '../step-node'

/** What stands for the steps of a group in a run: the worst that happened, else what is under way, else done. */
const worstFirst: StatusName[] = ['failed', 'running', 'queued', 'waiting', 'cancelled', 'skipped', 'succeeded', 'reused']

export function foldedState(steps: readonly StepView[]): StatusName | undefined {
  const states = new Set(steps.map(stateOf))
  return worstFirst.find((state) => states.has(state))
}
