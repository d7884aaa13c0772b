import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Room } from '@/db/schema/clusters'
import { decide, type DecideNode, type DecideTarget, type WaitingStep } from '@/lib/clusters/decide'
import { fits } from '@/lib/clusters/rooms'

const room: Room = { slots: 2, cpus: 4, memoryMb: 8000, gpus: 0 }
const target: DecideTarget = { minNodes: 0, maxNodes: 3, idleSeconds: 60, room, cut: false, cooling: false, deleting: false }
const step = (id: string, more: Partial<WaitingStep> = {}): WaitingStep => ({ id, cpus: 0, memoryMb: 0, gpus: 0, ...more })
const node = (id: string, more: Partial<DecideNode> = {}): DecideNode => ({ id, state: 'live', room, counts: true, leases: [], idleSeconds: 0, ...more })
const lease = { cpus: 1, memoryMb: 100, gpus: 0 }

describe('growing', () => {
  test('from nothing by what waits: two steps a node, three nodes at most', () => {
    expect(decide(target, [], [])).toMatchObject({ desired: 0, launch: [], drain: [] })
    expect(decide(target, [], [step('a')]).launch).toHaveLength(1)
    expect(decide(target, [], ['a', 'b', 'c'].map((id) => step(id)))).toMatchObject({ desired: 2, launch: [room, room] })
    expect(decide(target, [], Array.from({ length: 20 }, (_, index) => step(String(index))))).toMatchObject({ desired: 3, launch: [room, room, room] })
  })
  test('of named resources only where they are not judged, as Ray does by itself, and a node cut to its step has what that asks for', () => {
    const asks = step('a', { cpus: 1, resources: { licence: 2 } })
    expect(decide({ ...target, room: { ...room, resources: {} } }, [], [asks])).toMatchObject({ launch: [], tooLarge: ['a'] })
    expect(decide({ ...target, cut: true }, [], [asks]).launch).toEqual([{ slots: 1, cpus: 1, memoryMb: null, gpus: 0, resources: { licence: 2 } }])
    // One that was launched without them does not stand for it.
    expect(decide({ ...target, cut: true }, [node('1', { state: 'launching', room: { slots: 1, cpus: 1, memoryMb: null, gpus: 0 } })], [asks]).launch).toHaveLength(1)
  })
  test('not again for what a launch is under way for, nor for what fits beside a lease', () => {
    expect(decide(target, [node('1', { state: 'launching' })], [step('a'), step('b')]).launch).toEqual([])
    expect(decide(target, [node('1', { leases: [lease] })], [step('a')]).launch).toEqual([])
    expect(decide(target, [node('1', { leases: [lease] })], [step('a'), step('b')]).launch).toHaveLength(1)
  })
  test('by processors and memory as well as by slots', () => {
    expect(decide(target, [], [step('a', { cpus: 3 }), step('b', { cpus: 3 })]).launch).toHaveLength(2)
    expect(decide(target, [node('1', { leases: [{ cpus: 0, memoryMb: 6000, gpus: 0 }] })], [step('a', { memoryMb: 4000 })]).launch).toHaveLength(1)
  })
  test('a node that is not heard of is no capacity, and takes up its place all the same', () => {
    expect(decide(target, [node('1', { counts: false })], [step('a')]).launch).toHaveLength(1)
    expect(decide({ ...target, maxNodes: 1 }, [node('1', { counts: false })], [step('a')]).launch).toEqual([])
  })
  test('up to the minimum without any step; not at all while it cools or is being deleted', () => {
    expect(decide({ ...target, minNodes: 2 }, [node('1')], [])).toMatchObject({ desired: 2, launch: [room] })
    expect(decide({ ...target, minNodes: 2, cooling: true }, [], [step('a')]).launch).toEqual([])
    expect(decide({ ...target, minNodes: 2, deleting: true }, [], [step('a')])).toMatchObject({ desired: 0, launch: [] })
  })
  test('a step that no node can hold is told, and launches nothing', () => {
    expect(decide(target, [], [step('big', { memoryMb: 9000 }), step('gpu', { gpus: 1 })])).toMatchObject({ desired: 0, launch: [], tooLarge: ['big', 'gpu'] })
  })
  test('cut to their step, each node is as large as what it is launched for', () => {
    const ray = { ...target, cut: true, room: { slots: 1, cpus: null, memoryMb: null, gpus: 64 } }
    const { launch } = decide(ray, [], [step('a', { cpus: 2, memoryMb: 3000 }), step('b', { gpus: 1 })])
    expect(launch).toEqual([{ slots: 1, cpus: 2, memoryMb: 3000, gpus: 0 }, { slots: 1, cpus: 1, memoryMb: null, gpus: 1 }])
    // A free one that is too small does not serve, and makes room where there may be no more.
    const small = node('1', { room: { slots: 1, cpus: 1, memoryMb: null, gpus: 0 } })
    expect(decide(ray, [small], [step('a', { cpus: 2 })]).launch).toHaveLength(1)
    expect(decide({ ...ray, maxNodes: 1 }, [small], [step('a', { cpus: 2 })])).toMatchObject({ launch: [], drain: [{ id: '1', reason: 'it makes room for a larger node' }] })
  })
})

describe('shrinking', () => {
  test('after the idle time, down to the minimum, the longest idle first', () => {
    const nodes = [node('1', { idleSeconds: 61 }), node('2', { idleSeconds: 100 }), node('3', { idleSeconds: 59 })]
    expect(decide(target, nodes, []).drain.map(({ id }) => id)).toEqual(['2', '1'])
    expect(decide({ ...target, minNodes: 2 }, nodes, []).drain.map(({ id }) => id)).toEqual(['2'])
  })
  test('not where a step waits for it, however long it was idle (its environment may be in the making)', () => {
    expect(decide(target, [node('1', { idleSeconds: 900 })], [step('a')]).drain).toEqual([])
  })
  test('a maximum that was lowered drains busy ones last, and they finish what they hold', () => {
    const nodes = [node('1', { leases: [lease] }), node('2'), node('3', { leases: [lease, lease] })]
    expect(decide({ ...target, maxNodes: 1 }, nodes, []).drain.map(({ id }) => id)).toEqual(['2', '1'])
  })
  test('a target that is being deleted drains all', () => {
    expect(decide({ ...target, deleting: true }, [node('1', { leases: [lease] }), node('2')], []).drain.map(({ id }) => id).sort()).toEqual(['1', '2'])
  })
})

const wish = fc.record({ cpus: fc.integer({ min: 0, max: 6 }), memoryMb: fc.integer({ min: 0, max: 10_000 }), gpus: fc.integer({ min: 0, max: 1 }) })
const anyRoom = fc.record({ slots: fc.integer({ min: 1, max: 4 }), cpus: fc.option(fc.integer({ min: 1, max: 8 })), memoryMb: fc.option(fc.integer({ min: 500, max: 9000 })), gpus: fc.integer({ min: 0, max: 1 }) })
const anyTarget = fc
  .record({ minNodes: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 5 }), idleSeconds: fc.integer({ min: 0, max: 100 }), room: anyRoom, cut: fc.boolean(), cooling: fc.boolean(), deleting: fc.boolean() })
  .map(({ more, ...rest }) => ({ ...rest, maxNodes: Math.max(1, rest.minNodes + more) }))
const anyNodes = fc
  .array(fc.record({ state: fc.constantFrom('launching' as const, 'live' as const, 'draining' as const, 'terminating' as const), room: anyRoom, counts: fc.boolean(), leases: fc.array(wish, { maxLength: 3 }), idleSeconds: fc.integer({ min: 0, max: 200 }) }), { maxLength: 9 })
  .map((nodes) => nodes.map((entry, index) => ({ ...entry, leases: entry.state === 'launching' ? [] : entry.leases, id: `n${index}` })))
const anySteps = fc.array(wish, { maxLength: 12 }).map((steps) => steps.map((entry, index) => ({ ...entry, id: `s${index}` })))

describe('whatever comes', () => {
  test('there are never more nodes than allowed, none while it cools, and what is wanted lies between the bounds', () => {
    fc.assert(
      fc.property(anyTarget, anyNodes, anySteps, (cluster, nodes, steps) => {
        const { desired, launch } = decide(cluster, nodes, steps)
        expect(launch.length === 0 || nodes.length + launch.length <= cluster.maxNodes).toBe(true)
        if (cluster.cooling || cluster.deleting) expect(launch).toEqual([])
        if (!cluster.deleting) expect(desired >= cluster.minNodes && desired <= cluster.maxNodes).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('a node that holds a lease is drained only where there may be fewer or the target goes, and none that has ended its service twice', () => {
    fc.assert(
      fc.property(anyTarget, anyNodes, anySteps, (cluster, nodes, steps) => {
        const { drain } = decide(cluster, nodes, steps)
        expect(new Set(drain.map(({ id }) => id)).size).toBe(drain.length)
        const capacity = nodes.filter((entry) => entry.counts && (entry.state === 'live' || entry.state === 'launching'))
        for (const { id } of drain) {
          const entry = nodes.find((other) => other.id === id)!
          expect(capacity).toContain(entry)
          if (entry.leases.length > 0) expect(cluster.deleting || capacity.length > cluster.maxNodes).toBe(true)
        }
        if (!cluster.deleting && capacity.length >= cluster.minNodes && drain.every(({ reason }) => reason.startsWith('idle'))) expect(capacity.length - drain.length).toBeGreaterThanOrEqual(cluster.minNodes)
      }),
      { numRuns: 2000 },
    )
  })

  test('wherever a place is free, each step that fits has a node or a launch; more waiting never wants fewer nodes', () => {
    fc.assert(
      fc.property(anyTarget, anySteps, (cluster, steps) => {
        const open = { ...cluster, cooling: false, deleting: false }
        const { launch, desired, tooLarge } = decide(open, [], steps)
        const placed = steps.filter((entry) => fits(open.room, entry))
        expect(tooLarge).toHaveLength(steps.length - placed.length)
        if (placed.length > 0) expect(launch.length).toBeGreaterThan(0)
        for (const made of launch) if (!open.cut) expect(made).toEqual(open.room)
        expect(decide(open, [], steps.slice(0, -1)).desired).toBeLessThanOrEqual(desired)
      }),
      { numRuns: 2000 },
    )
  })

  test('what was decided, once done, leaves nothing more to launch', () => {
    fc.assert(
      fc.property(anyTarget, anySteps, (cluster, steps) => {
        const open = { ...cluster, cooling: false, deleting: false }
        const { launch } = decide(open, [], steps)
        const nodes = launch.map((made, index) => node(`n${index}`, { state: 'launching', room: made }))
        const again = decide(open, nodes, steps)
        if (launch.length < open.maxNodes) expect(again.launch).toEqual([])
        expect(again.drain.filter(({ reason }) => !reason.startsWith('idle'))).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})
