import { describe, expect, test } from 'vitest'
import { buildOrders, hopeless, spreadAfterMs, type Builder, type BuildState, type Want } from '@/lib/environments/orders'

const agent = (id: string, more: Partial<Builder> = {}): Builder => ({ id, name: id, python: true, containers: false, target: null, memoryMb: 8_000, running: 0, works: true, ...more })
const want: Want = { name: 'mine', version: 2, lockHash: 'h', again: false, container: false, target: null, memoryMb: 0, waitedMs: 0, steps: 1 }
const state = (agentId: string, what: BuildState['state'], cause: BuildState['cause'] = null): BuildState => ({ agentId, lockHash: 'h', state: what, cause, message: `words of ${agentId}` })
const order = { name: 'mine', version: 2, lockHash: 'h', again: false }
const whole = { states: [], wants: [want], asked: [] }

describe('a queued step has its environment built', () => {
  test('on one agent, the least busy that has Python', () => {
    const agents = [agent('a', { running: 1 }), agent('b'), agent('c'), agent('d', { python: false })]
    expect(['a', 'b', 'c', 'd'].map((id) => buildOrders(id, { ...whole, agents }).length)).toEqual([0, 1, 0, 0])
    expect(buildOrders('b', { ...whole, agents })).toEqual([order])
  })

  test('not where another has it or builds it, until the steps have waited for it while this one is idle', () => {
    for (const there of ['ready', 'building'] as const) {
      const situation = { ...whole, agents: [agent('a', { running: 2 }), agent('b')], states: [state('a', there)] }
      expect(buildOrders('b', situation)).toEqual([])
      expect(buildOrders('b', { ...situation, wants: [{ ...want, waitedMs: spreadAfterMs + 1 }] })).toEqual([order])
      expect(buildOrders('b', { ...situation, agents: [agent('a'), agent('b', { running: 1 })], wants: [{ ...want, waitedMs: spreadAfterMs + 1 }] })).toEqual([])
    }
  })

  test('by the next agent where one has failed, and not again by that one', () => {
    const situation = { ...whole, agents: [agent('a'), agent('b')], states: [state('a', 'failed', 'environment')] }
    expect(buildOrders('a', situation)).toEqual([])
    expect(buildOrders('b', situation)).toEqual([order])
  })

  test('never by one that is paused, lacks the memory, or runs no containers where it needs one', () => {
    expect(buildOrders('a', { ...whole, agents: [agent('a', { works: false })] })).toEqual([])
    expect(buildOrders('a', { ...whole, agents: [agent('a')], wants: [{ ...want, memoryMb: 9_000 }] })).toEqual([])
    const image = { ...want, container: true }
    expect(buildOrders('a', { ...whole, agents: [agent('a')], wants: [image] })).toEqual([])
    expect(buildOrders('a', { ...whole, agents: [agent('a', { containers: true, python: false })], wants: [image] })).toEqual([order])
  })

  test('and that of a compute target’s step by one of its nodes alone', () => {
    const agents = [agent('a'), agent('node', { target: 'farm', running: 1 })]
    expect(['a', 'node'].map((id) => buildOrders(id, { ...whole, agents, wants: [{ ...want, target: 'farm' }] }).length)).toEqual([0, 1])
    expect(['a', 'node'].map((id) => buildOrders(id, { ...whole, agents }).length)).toEqual([1, 0])
    expect(hopeless({ ...want, target: 'farm' }, { agents, states: [state('a', 'failed', 'environment')] })).toBeUndefined()
  })

  test('and a person’s wish comes to the agent that it names, also after a failure', () => {
    const asked = [{ ...order, again: true, agentId: 'a' }]
    const situation = { agents: [agent('a'), agent('b')], states: [state('a', 'failed', 'environment')], wants: [], asked }
    expect(buildOrders('a', situation)).toEqual([{ ...order, again: true }])
    expect(buildOrders('b', situation)).toEqual([])
  })
})

describe('steps end when nobody can build what they need', () => {
  const agents = [agent('a'), agent('b'), agent('c', { python: false })]
  test('with the sentence of the build', () => {
    expect(hopeless(want, { agents: [agent('a')], states: [state('a', 'failed', 'environment')] })).toBe('The environment mine@2 could not be built on a. words of a')
    expect(hopeless(want, { agents, states: [state('a', 'failed', 'environment'), state('b', 'failed', 'environment')] })).toMatch(/on each of the 2 agents that could\. words of a/)
  })

  test('not while one may still do it, or a host is to blame, or nobody is there', () => {
    expect(hopeless(want, { agents, states: [state('a', 'failed', 'environment')] })).toBeUndefined()
    expect(hopeless(want, { agents, states: [state('a', 'failed', 'environment'), state('b', 'building')] })).toBeUndefined()
    expect(hopeless(want, { agents: [agent('a')], states: [state('a', 'failed', 'host')] })).toBeUndefined()
    expect(hopeless(want, { agents: [agent('c', { python: false })], states: [] })).toBeUndefined()
  })
})
