import { index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { at, createdAt, id } from './columns'
import { agents } from './compute'

/** What is known of a cluster besides its size. Only the fields of its engine are set. */
export interface TargetConfig {
  /** The studio as the nodes reach it. */
  studioUrl: string
  /** Ray: where its dashboard answers. */
  address?: string
  /** SSH: `user@host` or `user@host:port`, one node a machine. */
  hosts?: string[]
  /** SSH: the private key's file on the studio's machine; without it the keys of the studio's user. */
  keyPath?: string
  /** What the nodes' processes find in their environment. */
  env: Record<string, string>
  tags: string[]
  /** Steps on its nodes may run programs. */
  commands: boolean
}

/** Room for steps; of a node all of it, of a step what it asks for. Null: not told. */
export interface Room {
  slots: number
  cpus: number | null
  memoryMb: number | null
  gpus: number
  /** Resources of its own making, by name; left out: not told. */
  resources?: Record<string, number>
}

export type Engine = 'processes' | 'ssh' | 'ray'

/** A cluster: agents that the studio starts when steps wait for it, and ends when they are idle. */
export const computeTargets = pgTable(
  'compute_targets',
  {
    id: id(),
    name: text('name').notNull(),
    engine: text('engine').$type<Engine>().notNull(),
    minNodes: integer('min_nodes').notNull(),
    maxNodes: integer('max_nodes').notNull(),
    idleSeconds: integer('idle_seconds').notNull(),
    /** Of each node; of Ray's the most that a step may ask for. */
    slots: integer('slots').notNull(),
    cpus: real('cpus'),
    memoryMb: integer('memory_mb'),
    gpus: integer('gpus').notNull().default(0),
    config: jsonb('config').$type<TargetConfig>().notNull(),
    /** The token of the cluster, encrypted. */
    secret: text('secret'),
    /** Why it cannot be reached or a launch failed, in words; empty where all is well. */
    problem: text('problem').notNull().default(''),
    /** Launches that failed in a row. */
    failures: integer('failures').notNull().default(0),
    /** No launch before this instant. */
    coolUntil: at('cool_until'),
    createdByName: text('created_by_name').notNull().default(''),
    createdAt: createdAt(),
    /** Asked to be deleted: its nodes drain first. */
    deletingAt: at('deleting_at'),
    removedAt: at('removed_at'),
  },
  (table) => [uniqueIndex('compute_targets_name').on(table.name).where(sql`removed_at is null`)],
)

/**
 * `launching`: asked for, not heard of yet. `live`: its agent beats. `draining`: takes nothing new. `terminating`: being ended.
 * `gone`: ended as it should, or lost after it had lived. `failed`: it never came.
 */
export type NodeState = 'launching' | 'live' | 'draining' | 'terminating' | 'gone' | 'failed'

/** One node of a cluster. Written before it is launched; its id is what the provider knows it by. */
export const clusterNodes = pgTable(
  'cluster_nodes',
  {
    id: id(),
    targetId: uuid('target_id').notNull().references(() => computeTargets.id, { onDelete: 'cascade' }),
    state: text('state').$type<NodeState>().notNull().default('launching'),
    agentId: uuid('agent_id').references(() => agents.id, { onDelete: 'set null' }),
    /** Where the provider put it: a process, a machine, a job. */
    externalId: text('external_id').notNull().default(''),
    /** sha256 of the token with which its agent joins, once. */
    joinHash: text('join_hash').unique(),
    room: jsonb('room').$type<Room>().notNull(),
    createdAt: createdAt(),
    /** When the provider said yes. */
    launchedAt: at('launched_at'),
    /** A launch that has not come by then has failed. */
    expiresAt: at('expires_at').notNull(),
    liveAt: at('live_at'),
    endedAt: at('ended_at'),
    /** Why it is in its state, in words. */
    reason: text('reason').notNull().default(''),
  },
  (table) => [
    index('cluster_nodes_target').on(table.targetId, table.createdAt),
    index('cluster_nodes_open').on(table.targetId).where(sql`state not in ('gone', 'failed')`),
  ],
)

/** What a cluster had and needed, about every 15 seconds while it changes, kept for a week. */
export const targetSamples = pgTable(
  'target_samples',
  {
    targetId: uuid('target_id').notNull().references(() => computeTargets.id, { onDelete: 'cascade' }),
    at: at('at').notNull().default(sql`clock_timestamp()`),
    desired: integer('desired').notNull(),
    /** Nodes that beat. */
    live: integer('live').notNull(),
    /** Nodes that hold a lease. */
    busy: integer('busy').notNull(),
    launching: integer('launching').notNull(),
    /** Steps. */
    running: integer('running').notNull(),
    waiting: integer('waiting').notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.at] }), index('target_samples_at').on(table.at)],
)
