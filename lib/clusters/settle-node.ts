import type { NodeRow } from '@/db/queries/cluster-nodes'
import type { NodeState } from '@/db/schema/clusters'
import type { Seen } from './providers/types'

/** What the provider says of a node: `absent` where it knows of none, `silence` where the provider did not answer. */
export type Sight = Seen | 'absent' | 'silence'

export interface Move {
  to: NodeState
  reason: string
  /** The launch has failed: told, and the next one waits. */
  failed?: boolean
}

/** A node whose agent is silent for this long is ended, though its place still stands. Its leases have run out long before. */
const silentSeconds = 90
/** What cannot be confirmed for this long is taken for gone. */
const giveUpSeconds = 120

type Facts = Pick<NodeRow, 'state' | 'launched' | 'expired' | 'beats' | 'stopped' | 'silent_seconds' | 'ending_seconds' | 'reason' | 'agent_id'> & { leases: unknown[] }

/** Where a node goes from here, by what its agent and its provider say; undefined where it stays. Pure. */
export function settleNode(node: Facts, sight: Sight): Move | undefined {
  if (node.state === 'launching') return settleLaunch(node, sight)
  if (node.state === 'live') return settleLive(node, sight)
  if (node.state === 'draining') return settleDraining(node, sight)
  if (node.state === 'terminating') return settleTerminating(node, sight)
  return undefined
}

function settleLaunch(node: Facts, sight: Sight): Move | undefined {
  if (node.beats && !node.stopped) return { to: 'live', reason: '' }
  const note = noteOf(sight)
  if (node.launched && isOver(sight)) return { to: 'terminating', reason: `It ended before it was heard of${note && `: ${note}`}`, failed: true }
  if (node.expired) return { to: 'terminating', reason: `It was not heard of in time${note && `: ${note}`}`, failed: true }
  return undefined
}

function settleLive(node: Facts, sight: Sight): Move | undefined {
  if (node.stopped) return { to: 'terminating', reason: 'Its agent ended' }
  if (typeof sight === 'object' && sight.state === 'ended') return { to: 'terminating', reason: `Lost: ${sight.note || 'it ended by itself'}` }
  // A beat is the stronger sign: a provider that starts again may know of nothing for a moment.
  if (node.beats) return undefined
  if (sight === 'absent') return { to: 'terminating', reason: 'Lost: it is not there any more' }
  if ((node.silent_seconds ?? 0) > silentSeconds) return { to: 'terminating', reason: `Lost: not heard of for ${Math.round(node.silent_seconds ?? 0)} s` }
  return undefined
}

function settleDraining(node: Facts, sight: Sight): Move | undefined {
  // A claim that was under way when it was told to drain shows by the next look.
  const idle = node.leases.length === 0 && (node.ending_seconds ?? 0) > 3
  if (node.stopped || isOver(sight) || idle || node.agent_id === null || (node.silent_seconds ?? 0) > silentSeconds) return { to: 'terminating', reason: node.reason }
  return undefined
}

function settleTerminating(node: Facts, sight: Sight): Move | undefined {
  const end = node.reason.startsWith('It was not heard of') || node.reason.startsWith('It ended before') ? 'failed' : 'gone'
  if (sight === 'absent' || (typeof sight === 'object' && sight.state === 'ended')) return { to: end, reason: node.reason }
  // Ray cannot stop what it has not started. Its turn comes without a token that is worth anything, and it ends by itself.
  if (typeof sight === 'object' && sight.state === 'pending' && node.agent_id === null && (node.ending_seconds ?? 0) > 3) return { to: end, reason: `${node.reason}${node.reason && '. '}Its job drops out when its turn comes` }
  if (!node.beats && (node.ending_seconds ?? 0) > giveUpSeconds) return { to: end, reason: `${node.reason}${node.reason && '. '}Whether its place is free could not be confirmed` }
  return undefined
}

const isOver = (sight: Sight) => sight === 'absent' || (typeof sight === 'object' && sight.state === 'ended')
const noteOf = (sight: Sight) => (typeof sight === 'object' ? sight.note : '')
