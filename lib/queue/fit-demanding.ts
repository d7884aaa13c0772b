import type { Capacity, DemandingStep } from '@/db/queries/capacity'
import type { ChosenStep } from '@/db/queries/queue'

/**
 * Which steps go to an agent with this much left, in their order: one that does not fit is passed over. GPUs are given all
 * or none. An agent whose CPUs are all taken still takes a step that asks for no CPU of its own: slots bound those.
 */
export function fitDemanding(steps: readonly DemandingStep[], capacity: Capacity, slots: number): ChosenStep[] {
  const left = { ...capacity, gpus: [...capacity.gpus] }
  const chosen: ChosenStep[] = []
  for (const step of steps) {
    if (chosen.length >= slots) break
    const gpus = step.gpus ?? 0
    const fits =
      (step.cpus === null || step.cpus <= left.cpus) &&
      (step.memoryMb === null || step.memoryMb <= left.memoryMb) &&
      gpus <= left.gpus.length &&
      (step.tags ?? []).every((tag) => capacity.tags.includes(tag))
    if (!fits) continue
    left.cpus -= step.cpus ?? 1
    left.memoryMb -= step.memoryMb ?? 0
    chosen.push({ id: step.id, gpus: left.gpus.splice(0, gpus) })
  }
  return chosen
}
