import type { DemandingStep } from '@/db/queries/capacity'
import type { QuotaAmounts } from '@/db/queries/quotas'

/** What is left of the quotas, by workspace; one that is not in it has none. What is taken is subtracted. */
export type Quotas = Map<string, QuotaAmounts<number>>

/** Takes the step's part of its workspace's quota; false, and nothing is taken, where that has not enough left. */
export function takeOfQuota(quotas: Quotas, { workspaceId, cpus, memoryMb, gpus }: DemandingStep): boolean {
  const left = quotas.get(workspaceId)
  if (!left) return true
  const part = { cpus: cpus ?? 1, memoryMb: memoryMb ?? 0, gpus: gpus ?? 0 }
  if (left.steps < 1 || left.cpus < part.cpus || left.memoryMb < part.memoryMb || left.gpus < part.gpus) return false
  left.steps--
  left.cpus -= part.cpus
  left.memoryMb -= part.memoryMb
  left.gpus -= part.gpus
  return true
}
