import { expect, test } from 'vitest'
import type { StepRequests } from '@/db/queries/runs'
import { targetReason } from '@/lib/placement/target-reason'

const target = {
  name: 'gpu', engine: 'ssh' as 'ssh' | 'ray', deleting: false, problem: '', max_nodes: 2, nodes: 0, live: 0, busy: 0, slots: 1, cpus: 8 as number | null, memory_mb: 16_000 as number | null, gpus: 1,
  config: { studioUrl: '', env: {}, tags: ['fast'], commands: false },
}
const say = (more: Partial<typeof target>, requests: StepRequests = {}, memory_mb: number | null = null) => targetReason('gpu', { requests, memory_mb }, [{ ...target, ...more }])

test('a step that waits for a cluster says what the cluster does', () => {
  expect(targetReason('gone', { requests: {}, memory_mb: null }, [target])).toBe('There is no cluster “gone” any more. Cancel the run and choose another')
  expect(say({ deleting: true })).toContain('being deleted')
  expect(say({ problem: 'Nothing listens at http://ray:8265.' })).toBe('The cluster “gpu” has a problem: Nothing listens at http://ray:8265')
  expect(say({ nodes: 2, live: 2, busy: 2 })).toBe('All 2 nodes of “gpu” are busy')
  expect(say({ nodes: 1 })).toBe('A node of “gpu” is being launched')
  expect(say({ nodes: 1, live: 1 })).toContain('About to start')
  expect(say({})).toBe('“gpu” is about to launch a node')
})

test('a step that no node of its cluster can hold says what is too much, whatever the cluster does', () => {
  const way = 'Cancel the run and ask for less, or choose another cluster'
  expect(say({ problem: 'x', busy: 2 }, { gpus: 2 })).toBe(`A node of “gpu” has 1 GPU, and the step asks for 2. ${way}`)
  expect(say({ gpus: 0 }, { gpus: 1 })).toBe(`A node of “gpu” has no GPU, and the step asks for 1. ${way}`)
  expect(say({}, { cpus: 9 })).toBe(`A node of “gpu” has 8 CPUs, and the step asks for 9. ${way}`)
  expect(say({}, { memoryMb: 20_000 })).toBe(`A node of “gpu” has 16 GB of memory, and the step asks for 20 GB. ${way}`)
  expect(say({}, {}, 20_000)).toBe(`A node of “gpu” has 16 GB of memory, and the step needs about 20 GB. ${way}`)
  expect(say({}, { tags: ['fast', 'licensed'] })).toBe('The nodes of “gpu” do not have the tag “licensed”. Give it to the cluster under Compute, or choose another')
})

test('what fits is not refused, nor what is not known', () => {
  expect(say({}, { gpus: 1, cpus: 8, memoryMb: 16_000, tags: ['fast'] })).toBe('“gpu” is about to launch a node')
  expect(say({ cpus: null, memory_mb: null }, { cpus: 99, memoryMb: 999_000 })).toBe('“gpu” is about to launch a node')
  // Ray gives each node the GPUs that its step asks for.
  expect(say({ engine: 'ray', gpus: 0 }, { gpus: 4 })).toBe('“gpu” is about to launch a node')
})
