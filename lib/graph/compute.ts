import type { StepCompute } from './compute-schema'
import type { GraphNode } from './schema'

/** What a step may ask for, in the order in which it is shown. */
export const computeKeys = ['target', 'cpus', 'memoryMb', 'gpus', 'tags', 'resources', 'priority', 'timeoutSeconds', 'environment'] as const satisfies readonly (keyof StepCompute)[]

/** As they stand within a sentence. */
export const computeLabels: Record<keyof StepCompute, string> = { target: 'compute target', cpus: 'CPUs', memoryMb: 'memory', gpus: 'GPUs', tags: 'tags', resources: 'resources', priority: 'priority', timeoutSeconds: 'time limit', environment: 'environment' }
const units: Partial<Record<keyof StepCompute, string>> = { memoryMb: ' MB', timeoutSeconds: ' s' }

/** What another step asks for, one line a wish: `memory none → 4096 MB`. */
export function computeChanges(a: StepCompute = {}, b: StepCompute = {}): string[] {
  return computeKeys.flatMap((key) => {
    const [from, to] = [words(a, key), words(b, key)]
    return from === to ? [] : [`${computeLabels[key]} ${from} → ${to}`]
  })
}

function words(compute: StepCompute, key: keyof StepCompute): string {
  const value = compute[key]
  if (value === undefined) return 'none'
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value).map(([name, count]) => `${count} ${name}`).join(', ') || 'no resources'
  return Array.isArray(value) ? value.join(', ') || 'no tags' : `${value}${units[key] ?? ''}`
}

/** The step with what an outer one asks for, where it says nothing itself. */
export function withComputeOf<T extends Pick<GraphNode, 'compute'>>(outer: StepCompute | undefined, step: T): T {
  return outer ? { ...step, compute: { ...outer, ...step.compute } } : step
}
