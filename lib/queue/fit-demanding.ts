import type { Capacity, DemandingStep } from '@/db/queries/capacity'
import type { ChosenStep } from '@/db/queries/queue'
import { takeOfQuota, type Quotas } from './within-quota'

/**
 * Which steps go to an agent with this much left, in their order: one that does not fit is passed over. GPUs are given all
 * or none; of `quotas` what is chosen is taken. An agent whose CPUs are all taken still takes a step that asks for no CPU of its own: slots bound those.
 */
export function fitDemanding(steps: readonly DemandingStep[], capacity: Capacity, slots: number, quotas: Quotas = new Map()): ChosenStep[] {
  const left = { ...capacity, gpus: [...capacity.gpus], resources: { ...capacity.resources } }
  const chosen: ChosenStep[] = []
  for (const step of steps) {
    if (chosen.length >= slots) break
    const gpus = step.gpus ?? 0
    const fits =
      (step.cpus === null || step.cpus <= left.cpus) &&
      (step.memoryMb === null || step.memoryMb <= left.memoryMb) &&
      gpus <= left.gpus.length &&
      (step.tags ?? []).every((tag) => capacity.tags.includes(tag)) &&
      Object.entries(step.resources ?? {}).every(([name, asked]) => asked <= (left.resources[name] ?? 0))
    if (!fits || !takeOfQuota(quotas, step)) continue
    left.cpus -= step.cpus ?? 1
    left.memoryMb -= step.memoryMb ?? 0
    for (const [name, asked] of Object.entries(step.resources ?? {})) left.resources[name]! -= asked
    chosen.push({ id: step.id, gpus: left.gpus.splice(0, gpus) })
  }
  return chosen
}
