import type { AgentRow } from '@/db/queries/compute'
import type { QuotaRow } from '@/db/queries/quotas'
import type { TargetRow } from '@/db/queries/clusters'
import { beyondQuota } from './quota-reason'
import { fittingAgents, type NeedyStep } from './step-needs'
import { neverOnTarget } from './target-reason'

export interface Placement {
  agents: AgentRow[]
  targets: TargetRow[]
  /** Lock hashes of the environments that run in a container. */
  images: ReadonlySet<string>
  /** Of the step's workspace. */
  quota: Pick<QuotaRow, 'limits'>
}

/**
 * Why nobody who is known can ever take a step, whatever else they do: no agent that is registered (away or not) is made for
 * it, and no cluster could launch a node for it. Undefined where somebody could. Pure.
 */
export function neverReason(step: NeedyStep, { agents, targets, images, quota }: Placement): string | undefined {
  const { target } = step.requests
  if (target !== undefined) return neverOnTarget(target, step, targets) ?? beyondQuota(step, quota)
  const free = agents.filter((agent) => agent.target === null)
  if (free.length === 0) return 'No agent is registered. Add one under Compute'
  return fittingAgents(step, free, images).reason ?? beyondQuota(step, quota)
}
