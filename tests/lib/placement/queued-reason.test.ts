import { expect, test } from 'vitest'
import type { AgentRow } from '@/db/queries/compute'
import type { StepRequests } from '@/db/queries/runs'
import { queuedReason } from '@/lib/placement/queued-reason'

const now = Date.parse('2026-01-01T12:00:00Z')
const table = { runner: 'table' as const, environment: null, environment_hash: null, memory_mb: null, not_before: null, message: '', requests: {} as StepRequests }
const python = { ...table, runner: 'python' as const, environment: 'sklearn@1', environment_hash: 'h' }
const command = { ...table, runner: 'command' as const }
const asking = (requests: StepRequests) => ({ ...table, requests })
const agent = (more: Partial<AgentRow> = {}, capabilities = {}): AgentRow => ({
  id: 'i',
  name: 'box',
  load: null,
  created_at: '',
  seen_at: '2026-01-01T11:59:59Z',
  connected: true,
  orders: 'work',
  note: '',
  paused_until: null,
  stopped_at: null,
  target: null,
  environments: [],
  running: [],
  capabilities: { cpus: 1, memoryMb: 4000, platform: '', agentVersion: '', python: { version: '3.12', path: '' }, pythonProblem: null, tags: [], slots: 1, ...capabilities },
  ...more,
})
const gpus = (count: number) => ({ gpus: Array.from({ length: count }, (_, at) => ({ uuid: `GPU-${at}`, name: 'L4', memoryMb: 24_000 })) })
const environment = (state: 'absent' | 'building' | 'ready' | 'failed', more = {}) => ({ name: 'sklearn', version: 1, lockHash: 'h', state, done: 0, total: 0, message: '', updatedAt: '', ...more })
const busy = { runId: '', runNumber: 1, workspaceId: '', node: '', name: '', component: 'slow@1', since: '2026-01-01T11:59:40Z', cpus: 1, memoryMb: 0, gpus: 0 }
const slow = new Map([['slow@1', 60]])
const say = (step: Parameters<typeof queuedReason>[0], agents: AgentRow[], medians = new Map<string, number>()) => queuedReason(step, { agents, medians, now })
const lost = { connected: false, seen_at: '2026-01-01T11:50:00Z' }

test('says which of all the causes holds', () => {
  expect(say(table, [])).toBe('No agent is registered. Add one under Compute')
  expect(say(table, [agent(lost)])).toBe('No agent is connected; box was last seen 10 minutes ago')
  expect(say(table, [agent({ connected: false, seen_at: null, capabilities: null })])).toBe('No agent is connected; none has ever been. Start one under Compute')
  expect(say({ ...table, memory_mb: 64_000 }, [agent()])).toBe('Needs about 64 GB of memory; the largest agent has 4 GB. Add a larger agent under Compute')
  expect(say({ ...python, memory_mb: 12_345 }, [agent({}, { memoryMb: 8_201 })])).toBe('Needs about 12 GB of memory; the largest agent has 8.2 GB. Cancel the run and put Sample before this step, or add a larger agent under Compute')
  expect(say(table, [agent()])).toBe('About to start on box')
  expect(say(table, [agent({ running: [busy] })])).toBe('Agent box is busy')
  expect(say(table, [agent({ running: [busy] }), agent({ running: [busy] })], slow)).toBe('All 2 agents are busy, next free in about 40 s')
  expect(say({ ...table, not_before: '2026-01-01T12:00:05Z', message: 'the agent was lost' }, [agent()])).toBe('Tried again in 5 s, after: the agent was lost')
})

test('says what a Python step lacks', () => {
  expect(say(python, [agent({}, { python: null, pythonProblem: 'Install Python 3.11 or newer' })])).toBe('No agent has Python: Install Python 3.11 or newer')
  expect(say(python, [agent({ environments: [environment('building', { done: 3, total: 7 })] })])).toBe('Environment sklearn building 3/7 on box')
  expect(say(python, [agent({ environments: [environment('failed', { message: 'no network' })] })])).toBe('Environment sklearn could not be built on box: no network')
  expect(say(python, [agent({ environments: [environment('failed', { message: 'The environment sklearn could not be built. The disk is full.', cause: 'host' })] })])).toBe('Environment sklearn could not be built on box: The disk is full. It tries again by itself')
  expect(say(python, [agent({ environments: [environment('ready')] })])).toBe('About to start on box')
  expect(say({ ...python, environment: 'mine@3' }, [agent()])).toBe('Environment mine@3 is not built on any agent yet; an agent is about to begin')
  expect(say({ ...python, environment: 'mine@3' }, [agent({ running: [busy] })])).toBe('Environment mine@3 is not built on any agent yet; the next free one builds it')
  const image = { agents: [agent()], medians: new Map<string, number>(), now, images: new Set(['h']) }
  expect(queuedReason({ ...python, environment: 'mine@3' }, image)).toMatch(/^Environment mine@3 is an image, and no agent runs containers: .*ATELIER_AGENT_CONTAINERS=1$/)
  expect(say(python, [agent({ name: 'snake', ...lost }), agent({}, { python: null })])).toBe('No agent that fits this step is connected; snake was last seen 10 minutes ago')
})

test('says who can let a command run', () => {
  expect(say(command, [agent()])).toBe('No agent runs commands: the owner of a machine allows it by starting the agent there with ATELIER_AGENT_COMMANDS=1')
  expect(say(command, [agent({ running: [busy] }, { commands: true }), agent({ name: 'other' })])).toBe('Agent box is busy')
  expect(say(command, [agent({}, { commands: true })])).toBe('About to start on box')
})

test('says that who could take it is paused, and for how long', () => {
  const paused = { orders: 'pause' as const, note: 'driver update.', paused_until: '2026-01-01T12:25:00Z' }
  expect(say(table, [agent({ ...paused })])).toBe('Agent box is paused for another 25 minutes: driver update. Resume it under Compute, or wait')
  expect(say(table, [agent({ ...paused, note: '', paused_until: null })])).toBe('Agent box is paused. Resume it under Compute')
  expect(say(table, [agent({ ...paused, paused_until: '2026-01-01T17:00:00Z' })])).toContain('for another 5 hours:')
  expect(say(asking({ gpus: 1 }), [agent({ ...paused, name: 'gpu-1' }, gpus(1)), agent()])).toBe('Agent gpu-1, the only one that fits, is paused for another 25 minutes: driver update. Resume it under Compute, or wait')
  expect(say(table, [agent({ ...paused, paused_until: null }), agent({ ...paused, name: 'soon' })])).toBe('None of the 2 agents takes steps now; soon is paused for another 25 minutes: driver update. Resume it under Compute, or wait')
  expect(say(table, [agent({ ...paused }), agent({ name: 'other' })])).toBe('About to start on other')
})

test('says that who could take it ends, or has ended', () => {
  expect(say(table, [agent({ orders: 'drain' })])).toBe('Agent box finishes what it runs, then ends. Resume it under Compute, or add another')
  expect(say(table, [agent({ orders: 'stop' })])).toBe('Agent box is being stopped. Resume it under Compute, or add another')
  expect(say(table, [agent({ stopped_at: '2026-01-01T11:50:00Z', connected: false })])).toBe('Agent box was stopped. Start it again on its machine, or add another under Compute')
  expect(say(table, [agent({ stopped_at: '2026-01-01T11:50:00Z', orders: 'stop' })])).toBe('Agent box was stopped. Resume it under Compute')
  expect(say(asking({ gpus: 1 }), [agent({ name: 'gpu-1', ...lost }, gpus(1)), agent({ name: 'gpu-2', ...lost, orders: 'drain' }, gpus(1)), agent()])).toBe('No agent that fits this step is connected; gpu-1 was last seen 10 minutes ago')
  expect(say(asking({ gpus: 1 }), [agent({ name: 'gpu-1', ...lost }, gpus(1)), agent({ name: 'gpu-2', orders: 'drain' }, gpus(1)), agent()])).toBe('None of the 2 agents that fit takes steps now; gpu-2 finishes what it runs, then ends. Resume it under Compute, or add another')
})

test('says what no agent has', () => {
  const two = [agent({}, gpus(1)), agent({ name: 'other' })]
  expect(say(asking({ gpus: 2 }), two)).toBe('No agent has 2 GPUs; the largest has 1. Add one under Compute, or ask for fewer')
  expect(say(asking({ gpus: 1 }), [agent()])).toBe('No agent has a GPU. Add one that has under Compute')
  expect(say(asking({ gpus: 2 }), [agent()])).toBe('No agent has a GPU, and the step asks for 2. Add one under Compute')
  expect(say(asking({ cpus: 16 }), [agent(), agent({}, { cpus: 8 })])).toBe('No agent has 16 CPUs; the largest has 8. Add a larger one under Compute, or ask for fewer')
  expect(say(asking({ memoryMb: 64_000 }), two)).toBe('Asks for 64 GB of memory; the largest agent has 4 GB. Add a larger agent under Compute, or ask for less')
  expect(say(asking({ tags: ['licensed'] }), two)).toBe('No agent has the tag “licensed”. Start one with it: --tags licensed')
  // Starting one that is away would not help.
  expect(say(asking({ tags: ['licensed'] }), [agent(lost)])).toBe('No agent has the tag “licensed”. Start one with it: --tags licensed')
  const each = [agent({}, gpus(2)), agent({}, { tags: ['licensed'], cpus: 8 })]
  expect(say(asking({ gpus: 2, tags: ['licensed'], memoryMb: 2000 }), each)).toBe('No agent has both 2 GPUs and the tag “licensed”. Add one under Compute, or ask for less')
  expect(say(asking({ gpus: 2, cpus: 4, tags: ['licensed'] }), each)).toBe('No agent has all of 2 GPUs, 4 CPUs and the tag “licensed”. Add one under Compute, or ask for less')
  expect(say(asking({ gpus: 2, tags: ['licensed'] }), [agent({}, { ...gpus(2), tags: ['licensed', 'x'] })])).toBe('About to start on box')
})

test('says what is in use now, and when the next is free', () => {
  const at = (running: Partial<typeof busy>[], more = {}, name = 'gpu-1') => agent({ name, running: running.map((step) => ({ ...busy, ...step })) }, { cpus: 4, slots: 8, ...more })
  expect(say(asking({ gpus: 1 }), [at([{ gpus: 1 }, { gpus: 1 }], gpus(2))], slow)).toBe('The GPUs of gpu-1 are in use; the next is free in about 40 s')
  expect(say(asking({ gpus: 1 }), [at([{ gpus: 1 }], gpus(1))])).toBe('The GPU of gpu-1 is in use')
  expect(say(asking({ gpus: 2 }), [at([{ gpus: 1 }], gpus(2))], slow)).toBe('gpu-1 has 1 of its 2 GPUs free, and the step asks for 2; the next is free in about 40 s')
  // What holds no GPU frees none.
  expect(say(asking({ gpus: 1 }), [at([{ gpus: 1, component: 'unknown@1' }, {}], gpus(1))], slow)).toBe('The GPU of gpu-1 is in use')
  expect(say(asking({ gpus: 1 }), [at([{ gpus: 1 }], gpus(1)), at([{ gpus: 1 }], gpus(1), 'gpu-2'), agent()], slow)).toBe('None of the 2 agents that fit has 1 GPU free; the next is free in about 40 s')
  expect(say(asking({ gpus: 1 }), [at([{ gpus: 1 }], gpus(1)), at([], gpus(1), 'gpu-2')])).toBe('About to start on gpu-2')
  expect(say(asking({ cpus: 3 }), [at([{ cpus: 2 }])], slow)).toBe('gpu-1 has 2 of its 4 CPUs free, and the step asks for 3; the next is free in about 40 s')
  expect(say(asking({ cpus: 1 }), [at([{ cpus: 4 }])])).toBe('gpu-1 has none of its 4 CPUs free, and the step asks for 1')
  expect(say(asking({ memoryMb: 3000 }), [at([{ memoryMb: 2500 }])], slow)).toBe('gpu-1 has 1.5 GB of its 4 GB of memory free, and the step asks for 3 GB; more is free in about 40 s')
  expect(say({ ...asking({ priority: 1 }), memory_mb: 3000 }, [at([{ memoryMb: 2500 }])])).toBe('gpu-1 has 1.5 GB of its 4 GB of memory free, and the step needs about 3 GB')
  // One that asks for nothing takes a slot and looks at nothing else.
  expect(say({ ...table, memory_mb: 3000 }, [at([{ memoryMb: 2500, cpus: 4 }])])).toBe('About to start on gpu-1')
  // But what runs with 4 CPUs keeps 3 slots besides its own from it.
  expect(say(table, [at([{ cpus: 4 }], { slots: 4 })], slow)).toBe('Agent gpu-1 is busy, next free in about 40 s')
  expect(say(asking({ cpus: 1 }), [at([{ cpus: 3 }], { slots: 2 })])).toBe('About to start on gpu-1')
  expect(say(asking({ cpus: 3 }), [at([{ cpus: 2 }]), at([{}], { slots: 1 }, 'other'), agent()], slow)).toBe('All 2 agents that fit are busy, next free in about 40 s')
})

test('says that a disk is full', () => {
  const full = (name: string) => agent({ name, load: { cpu: 0, memoryUsedMb: 0, diskFreeMb: 1500 } })
  expect(say(table, [full('ada')])).toBe('ada has less than 2 GB of disk left and takes no step: free some space there')
  expect(say(table, [full('ada'), full('bob')])).toBe('ada and bob have less than 2 GB of disk left and take no step: free some space there')
  expect(say(table, [full('ada'), agent({ running: [busy] })])).toBe('Agent box is busy')
  expect(say(asking({ gpus: 1 }), [full('ada')])).toContain('No agent has a GPU')
})

test('does not count on the nodes of clusters', () => {
  const node = agent({ name: 'node', target: 'gpu' }, gpus(8))
  expect(say(table, [node])).toBe('No agent is registered. Add one under Compute')
  expect(say(asking({ gpus: 1 }), [node, agent({}, { memoryMb: 4000 })])).toBe('No agent has a GPU. Add one that has under Compute')
})
