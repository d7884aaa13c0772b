import type { TargetConfig, Room } from '@/db/schema/clusters'
import type { ResourceTotal } from '../schema'

/** What a provider knows of the cluster that it works for. */
export interface Cluster {
  id: string
  name: string
  config: TargetConfig
  slots: number
  /** The cluster's own token, opened. */
  token: string | null
}

export interface LaunchNode {
  /** Our own id: a second launch with it must not make a second node. */
  id: string
  /** What its agent is called. */
  name: string
  room: Room
  /** What `place` said. */
  externalId: string
  /** With it the node's agent joins, once. */
  joinToken: string
}

export interface KnownNode {
  id: string
  externalId: string
}

/** `unknown`: it cannot be told, as of a process on another machine of the studio's. A node that is not in the answer is not there. */
export interface Seen {
  state: 'pending' | 'running' | 'ended' | 'unknown'
  /** Why it waits or ended, in words, where that is known. */
  note: string
}

/**
 * How nodes are had. Each call may be repeated: launch and terminate by the node's id, list of those that are known.
 * @throws ProviderError with a sentence for a person
 */
export interface Provider {
  /** Where the node will be, kept before anything is launched; `others` are those that are there or coming. */
  place(id: string, others: KnownNode[]): string
  /** Returns where it is, where that is known better now. */
  launch(node: LaunchNode): Promise<string>
  list(nodes: KnownNode[]): Promise<Map<string, Seen>>
  terminate(node: KnownNode): Promise<void>
  /** Tries the connection; what was found, in words. */
  test(): Promise<{ message: string; warnings: string[] }>
  /** What the cluster itself says that it has and holds, where it counts; null where it has not yet. */
  totals?(): Promise<{ machines: number; resources: ResourceTotal[] } | null>
}

export class ProviderError extends Error {
  constructor(
    message: string,
    /** It may have been done all the same: ask before doing it again. */
    readonly uncertain = false,
  ) {
    super(message)
    this.name = 'ProviderError'
  }
}

/** What an agent is told of its room, and that it ends when the studio has been away for long. */
export function roomEnv(room: Room): Record<string, string> {
  return {
    ATELIER_AGENT_SLOTS: String(room.slots),
    ...(room.cpus !== null && { ATELIER_AGENT_CPUS: String(room.cpus) }),
    ...(room.memoryMb !== null && { ATELIER_AGENT_MEMORY_MB: String(room.memoryMb) }),
    ...(room.resources && { ATELIER_AGENT_RESOURCES: JSON.stringify(room.resources) }),
    // A node that was given none must not take those of others.
    ...(room.gpus === 0 && { CUDA_VISIBLE_DEVICES: '' }),
    ATELIER_AGENT_ALONE_SECONDS: '600',
  }
}

/** What a program said last, as part of why it ended; empty where it said nothing. */
export function lastWords(log: string): string {
  const line = log.trimEnd().split('\n').at(-1)?.replace(/^\d{4}-\S+Z /, '').trim().slice(0, 300)
  return line ? `its log ends with “${line}”` : ''
}
