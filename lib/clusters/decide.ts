import type { Room } from '@/db/schema/clusters'
import { covers, fits, roomOf, without, type Wish } from './rooms'

export interface DecideTarget {
  minNodes: number
  maxNodes: number
  idleSeconds: number
  /** Of each node; where nodes are cut to their step, the most that one may be. */
  room: Room
  /** Each node is made as large as the step that it is launched for. */
  cut: boolean
  /** After failures no launch for a while. */
  cooling: boolean
  /** Asked to be deleted. */
  deleting: boolean
}

export interface DecideNode {
  id: string
  state: 'launching' | 'live' | 'draining' | 'terminating'
  room: Room
  /** Its agent is heard of, or may still come: only then it counts. */
  counts: boolean
  /** What the leases take that it holds. */
  leases: Wish[]
  /** Since it last did something; of one that is launched, since then. */
  idleSeconds: number
}

export interface WaitingStep extends Wish {
  id: string
}

export interface Decision {
  /** How many nodes there should be, by what waits and what is held alone. */
  desired: number
  launch: Room[]
  /** To take nothing new and end when they have done what they hold. */
  drain: { id: string; reason: string }[]
  /** Steps that no node of this target can ever hold. */
  tooLarge: string[]
}

/**
 * What to do about a cluster's size. Pure. A node that holds a lease is at most drained, never ended; nodes that do not count
 * are no capacity but still take up their place below the maximum, so that there are never more than that.
 */
export function decide(target: DecideTarget, nodes: DecideNode[], waiting: WaitingStep[]): Decision {
  const tooLarge = waiting.filter((step) => !fits(target.room, step)).map((step) => step.id)
  const needs = waiting.filter((step) => fits(target.room, step))
  const capacity = nodes.filter((node) => node.counts && (node.state === 'live' || node.state === 'launching'))
  const held = capacity.filter((node) => node.leases.length > 0)
  const free = capacity.filter((node) => node.leases.length === 0)
  const wanted = target.deleting ? [] : pack(target, held, needs)
  const clamped = Math.min(target.maxNodes, Math.max(target.minNodes, held.length + wanted.length))
  const desired = target.deleting ? 0 : clamped
  const { missing, spare } = match(wanted, free)
  const drain = drained(target, { held, spare, kept: free.length - spare.length, desired, crowded: missing.length > 0 && nodes.length >= target.maxNodes })
  return { desired, launch: target.cooling || target.deleting ? [] : launches(target, nodes, missing, capacity.length), drain, tooLarge }
}

/** Puts what waits into what is free beside the leases, and into as few new nodes as it takes. Returns the new ones' rooms. */
function pack(target: DecideTarget, held: DecideNode[], needs: WaitingStep[]): Room[] {
  const bins = held.map((node) => ({ made: null as Room | null, free: node.leases.reduce(without, node.room) }))
  for (const need of needs) {
    let bin = bins.find(({ free }) => fits(free, need))
    if (!bin) {
      const made = target.cut ? roomOf(need) : target.room
      bins.push((bin = { made, free: made }))
    }
    bin.free = without(bin.free, need)
  }
  return bins.flatMap(({ made }) => (made ? [made] : []))
}

/** Which of the nodes that are there already serve; the smallest that does. */
function match(wanted: Room[], free: DecideNode[]): { missing: Room[]; spare: DecideNode[] } {
  const spare = [...free].sort((a, b) => Number(b.state === 'live') - Number(a.state === 'live') || (a.room.cpus ?? 0) - (b.room.cpus ?? 0))
  const missing: Room[] = []
  for (const room of wanted) {
    const index = spare.findIndex((node) => covers(node.room, room))
    if (index < 0) missing.push(room)
    else spare.splice(index, 1)
  }
  return { missing, spare }
}

function launches(target: DecideTarget, nodes: DecideNode[], missing: Room[], capacity: number): Room[] {
  const places = Math.max(0, target.maxNodes - nodes.length)
  const least = Math.max(0, target.minNodes - capacity - missing.length)
  const idle: Room = target.cut ? { ...target.room, slots: 1, cpus: 1, memoryMb: null, gpus: 0 } : target.room
  return [...missing, ...Array.from({ length: least }, () => idle)].slice(0, places)
}

interface Size {
  held: DecideNode[]
  spare: DecideNode[]
  /** Free nodes that what waits is meant for. */
  kept: number
  desired: number
  /** What waits needs another kind of node, and there is no place for one. */
  crowded: boolean
}

function drained(target: DecideTarget, { held, spare, kept, desired, crowded }: Size): Decision['drain'] {
  if (target.deleting) return [...held, ...spare].map(({ id }) => ({ id, reason: 'its compute target is being deleted' }))
  const count = held.length + kept + spare.length
  const excess = count - target.maxNodes
  // Longest idle first.
  const order = [...spare].sort((a, b) => b.idleSeconds - a.idleSeconds)
  const drain: Decision['drain'] = []
  for (const node of order) {
    const left = count - drain.length
    if (drain.length < excess) drain.push({ id: node.id, reason: 'there may be fewer nodes now' })
    else if (crowded && node.state === 'live' && drain.length === 0) drain.push({ id: node.id, reason: 'it makes room for a larger node' })
    else if (left > Math.max(desired, target.minNodes) && node.idleSeconds >= target.idleSeconds) drain.push({ id: node.id, reason: `idle for ${Math.round(node.idleSeconds)} s` })
  }
  const busy = [...held].sort((a, b) => a.leases.length - b.leases.length)
  return [...drain, ...busy.slice(0, Math.max(0, excess - spare.length)).map(({ id }) => ({ id, reason: 'there may be fewer nodes now; it finishes what it runs' }))]
}
