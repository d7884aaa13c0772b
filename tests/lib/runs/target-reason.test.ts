import { expect, test } from 'vitest'
import { targetReason } from '@/lib/runs/target-reason'

const target = { name: 'gpu', deleting: false, problem: '', max_nodes: 2, nodes: 0, live: 0, busy: 0 }
const say = (more: Partial<typeof target>) => targetReason('gpu', [{ ...target, ...more }])

test('a step that waits for a cluster says what the cluster does', () => {
  expect(targetReason('gone', [target])).toBe('There is no cluster “gone” any more. Cancel the run and choose another')
  expect(say({ deleting: true })).toContain('being deleted')
  expect(say({ problem: 'Nothing listens at http://ray:8265.' })).toBe('The cluster “gpu” has a problem: Nothing listens at http://ray:8265')
  expect(say({ nodes: 2, live: 2, busy: 2 })).toBe('All 2 nodes of “gpu” are busy')
  expect(say({ nodes: 1 })).toBe('A node of “gpu” is being launched')
  expect(say({ nodes: 1, live: 1 })).toContain('About to start')
  expect(say({})).toBe('“gpu” is about to launch a node')
})
