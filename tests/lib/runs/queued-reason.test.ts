import { expect, test } from 'vitest'
import type { AgentRow } from '@/db/queries/compute'
import { queuedReason } from '@/lib/runs/queued-reason'

const now = Date.parse('2026-01-01T12:00:00Z')
const table = { runner: 'table' as const, environment: null, environment_hash: null, memory_mb: null, not_before: null, message: '' }
const python = { ...table, runner: 'python' as const, environment: 'sklearn@1', environment_hash: 'h' }
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
  environments: [],
  running: [],
  capabilities: { cpus: 1, memoryMb: 4000, platform: '', agentVersion: '', python: { version: '3.12', path: '' }, pythonProblem: null, tags: [], slots: 1, ...capabilities },
  ...more,
})
const environment = (state: 'absent' | 'building' | 'ready' | 'failed', more = {}) => ({ name: 'sklearn', version: 1, lockHash: 'h', state, done: 0, total: 0, message: '', updatedAt: '', ...more })
const busy = { runId: '', runNumber: 1, workspaceId: '', node: '', name: '', component: 'slow@1', since: '2026-01-01T11:59:40Z' }
const say = (step: Parameters<typeof queuedReason>[0], agents: AgentRow[], medians = new Map<string, number>()) => queuedReason(step, { agents, medians, now })

test('says which of all the causes holds', () => {
  expect(say(table, [])).toBe('No agent is registered. Add one under Compute')
  expect(say(table, [agent({ connected: false, seen_at: '2026-01-01T11:50:00Z' })])).toBe('No agent is connected; box was last seen 10 minutes ago')
  expect(say({ ...table, memory_mb: 64_000 }, [agent()])).toBe('Needs about 64 GB of memory; the largest agent has 4 GB. Add a larger agent under Compute')
  expect(say({ ...python, memory_mb: 12_345 }, [agent({}, { memoryMb: 8_201 })])).toBe('Needs about 12 GB of memory; the largest agent has 8.2 GB. Cancel the run and put Sample before this step, or add a larger agent under Compute')
  expect(say(table, [agent()])).toBe('About to start on box')
  expect(say(table, [agent({ running: [busy] })])).toBe('Agent box is busy')
  expect(say(table, [agent({ running: [busy] }), agent({ running: [busy] })], new Map([['slow@1', 60]]))).toBe('All 2 agents are busy, next free in ~40 s')
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
})

test('says who can let a command run', () => {
  const command = { ...table, runner: 'command' as const }
  expect(say(command, [agent()])).toBe('No agent runs commands: the owner of a machine allows it by starting the agent there with ATELIER_AGENT_COMMANDS=1')
  expect(say(command, [agent({ running: [busy] }, { commands: true }), agent({ name: 'other' })])).toBe('Agent box is busy')
  expect(say(command, [agent({}, { commands: true })])).toBe('About to start on box')
})
