import { describe, expect, it } from 'vitest'
import { groupState, groupStep, stepsByNode } from '@/lib/runs/group-step'
import { passWords } from '@/lib/runs/pass-words'
import type { RunView, StepView } from '@/lib/runs/schema'

const step = (node: string, more: Partial<StepView> = {}): StepView => ({
  id: node, node, name: `Prepare › ${node}`, component: 'transform.sort@1', position: 0, state: 'succeeded', endReason: null, message: '', reused: null, reuseNote: '', waitReason: null,
  metrics: {}, outputs: {}, sources: {}, attempts: [], readyAt: null, startedAt: null, endedAt: null, ...more,
})
const group = { node: 'p', name: 'Prepare', component: 'custom.prepare@1', inside: ['p.a', 'p.b'], outputs: { table: { node: 'p.b', port: 'table' } } }
const output = { type: 'table', digest: 'a'.repeat(64), size: 1, meta: {} }

describe('the card of a sub-pipeline in a run', () => {
  it('is as far as the steps inside it', () => {
    expect(groupState(['succeeded', 'succeeded'])).toBe('succeeded')
    expect(groupState(['waiting', 'queued'])).toBe('queued')
    expect(groupState(['succeeded', 'waiting'])).toBe('running')
    expect(groupState(['succeeded', 'failed', 'skipped'])).toBe('failed')
    expect(groupState(['cancelled', 'skipped'])).toBe('cancelled')
    expect(groupState(['skipped', 'skipped'])).toBe('skipped')
  })

  it('tells from when to when, what came out, and which step failed', () => {
    const done = groupStep({ steps: [step('p.a', { startedAt: '2026-01-01T00:00:01Z', endedAt: '2026-01-01T00:00:02Z', sources: { table: { node: 'x', port: 'table' } } }), step('p.b', { startedAt: '2026-01-01T00:00:02Z', endedAt: '2026-01-01T00:00:05Z', outputs: { table: output } })] }, group)!
    expect(done).toMatchObject({ node: 'p', name: 'Prepare', state: 'succeeded', startedAt: '2026-01-01T00:00:01Z', endedAt: '2026-01-01T00:00:05Z', outputs: { table: output }, sources: { table: { node: 'x', port: 'table' } } })
    const failed = groupStep({ steps: [step('p.a', { state: 'failed', message: 'No such column' }), step('p.b', { state: 'skipped' })] }, group)!
    expect(failed).toMatchObject({ state: 'failed', message: 'p.a: No such column', endedAt: null })
  })

  it('counts the passes of a For each, one that failed among them', () => {
    const pass = (index: number, part: string, state: StepView['state']) => step(`p.${index}.${part}`, { state, iteration: { of: 'p', index, value: null } })
    const steps = [step('p.values'), pass(1, 'a', 'succeeded'), pass(1, 'b', 'succeeded'), pass(2, 'a', 'failed'), pass(2, 'b', 'skipped'), pass(3, 'a', 'succeeded'), pass(3, 'b', 'running')]
    const each = groupStep({ steps }, { ...group, inside: steps.map(({ node }) => node) })!
    expect(each.passes).toEqual({ done: 2, of: 3 })
    expect(passWords({ ...each, state: 'running' })).toBe('2 of 3')
    expect(passWords({ ...each, state: 'succeeded' })).toBeUndefined()
    expect(groupStep({ steps: [step('p.a')] }, group)!.passes).toBeUndefined()
  })

  it('is reused only with all of them', () => {
    const reused = { runId: 'r', runNumber: 1, node: 'a' }
    expect(groupStep({ steps: [step('p.a', { reused }), step('p.b', { reused })] }, group)).toMatchObject({ reused, reuseNote: 'every step inside is reused' })
    expect(groupStep({ steps: [step('p.a', { reused }), step('p.b')] }, group)).toMatchObject({ reused: null, reuseNote: '1 of 2 steps inside are reused' })
  })

  it('stands beside the steps under its own id, and not at all where none of them ran', () => {
    const run = { steps: [step('p.a')], groups: [group, { ...group, node: 'q', inside: ['q.a'] }] } as unknown as RunView
    expect([...stepsByNode(run).keys()]).toEqual(['p.a', 'p'])
  })
})
