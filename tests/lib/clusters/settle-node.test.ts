import { describe, expect, test } from 'vitest'
import { settleNode, type Sight } from '@/lib/clusters/settle-node'

const running: Sight = { state: 'running', note: '' }
const ended = (note = ''): Sight => ({ state: 'ended', note })
const facts = (state: 'launching' | 'live' | 'draining' | 'terminating', more: object = {}) => ({ state, launched: true, expired: false, beats: false, stopped: false, silent_seconds: null, ending_seconds: null, reason: '', agent_id: 'a', leases: [], ...more })

describe('a launch', () => {
  test('is live with the first heartbeat, and waits until then', () => {
    expect(settleNode(facts('launching'), running)).toBeUndefined()
    expect(settleNode(facts('launching', { beats: true }), running)).toMatchObject({ to: 'live' })
  })
  test('fails where it ends before, or does not come in time, with the reason', () => {
    expect(settleNode(facts('launching'), ended('no Node'))).toEqual({ to: 'terminating', reason: 'It ended before it was heard of: no Node', failed: true })
    expect(settleNode(facts('launching', { expired: true }), { state: 'pending', note: 'Ray has no room for it yet' })).toEqual({ to: 'terminating', reason: 'It was not heard of in time: Ray has no room for it yet', failed: true })
  })
  test('that was not confirmed and is not there is no failure yet: it is tried again', () => {
    expect(settleNode(facts('launching', { launched: false }), 'absent')).toBeUndefined()
    expect(settleNode(facts('launching', { launched: false }), 'silence')).toBeUndefined()
  })
})

describe('a live node', () => {
  test('that beats stays, also where its provider knows of none or says nothing; one that has ended is lost', () => {
    expect(settleNode(facts('live', { beats: true }), ended('killed'))).toEqual({ to: 'terminating', reason: 'Lost: killed' })
    for (const sight of [running, 'absent', 'silence'] as const) expect(settleNode(facts('live', { beats: true, leases: [{}] }), sight)).toBeUndefined()
  })
  test('that is silent is lost at once where its provider knows of none, else after a while', () => {
    expect(settleNode(facts('live', { silent_seconds: 25 }), 'absent')?.reason).toMatch(/^Lost/)
    expect(settleNode(facts('live', { silent_seconds: 25 }), 'silence')).toBeUndefined()
    expect(settleNode(facts('live', { silent_seconds: 91 }), 'silence')?.reason).toBe('Lost: not heard of for 91 s')
  })
})

describe('a draining node', () => {
  test('with a lease is not ended, and without one only when a claim under way would have shown', () => {
    expect(settleNode(facts('draining', { beats: true, leases: [{}], ending_seconds: 5000 }), running)).toBeUndefined()
    expect(settleNode(facts('draining', { beats: true, ending_seconds: 1 }), running)).toBeUndefined()
    expect(settleNode(facts('draining', { beats: true, ending_seconds: 4, reason: 'Ends: idle' }), running)).toEqual({ to: 'terminating', reason: 'Ends: idle' })
    expect(settleNode(facts('draining', { stopped: true, ending_seconds: 1 }), running)).toMatchObject({ to: 'terminating' })
  })
})

describe('a terminating node', () => {
  test('is gone when its provider says so, or could not say for long', () => {
    expect(settleNode(facts('terminating', { ending_seconds: 5 }), running)).toBeUndefined()
    expect(settleNode(facts('terminating', { ending_seconds: 5 }), 'absent')).toMatchObject({ to: 'gone' })
    expect(settleNode(facts('terminating', { ending_seconds: 5, agent_id: null }), { state: 'pending', note: '' })).toMatchObject({ to: 'gone', reason: 'Its job drops out when its turn comes' })
    expect(settleNode(facts('terminating', { ending_seconds: 121, reason: 'Lost' }), 'silence')).toMatchObject({ to: 'gone', reason: 'Lost. Whether its place is free could not be confirmed' })
    expect(settleNode(facts('terminating', { reason: 'It was not heard of in time' }), 'absent')).toMatchObject({ to: 'failed' })
  })
})
