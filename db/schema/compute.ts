import { bigint, index, integer, jsonb, pgTable, primaryKey, real, text, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { AgentCapabilities, AgentLoad, AgentOrder } from '@/lib/protocol/messages'
import { at, createdAt, id } from './columns'
import { computeTargets } from './clusters'
import { workspaces } from './identity'

/** A process on some machine that pulls steps. Its credential is stored as its sha256. */
export const agents = pgTable('agents', {
  id: id(),
  name: text('name').notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  /** The cluster whose node it is: it takes that one's steps alone. */
  targetId: uuid('target_id').references((): AnyPgColumn => computeTargets.id, { onDelete: 'set null' }),
  capabilities: jsonb('capabilities').$type<AgentCapabilities>(),
  load: jsonb('load').$type<AgentLoad>(),
  /** The agent's present process; a former one's claims and heartbeats are refused. */
  session: text('session').notNull().default(''),
  /** What it is to do. `drain` and `stop` end with the process; a pause ends with its time or by `work`. */
  orders: text('orders').$type<AgentOrder>().notNull().default('work'),
  pausedUntil: at('paused_until'),
  /** Why it is paused, in the words of who paused it. */
  note: text('note').notNull().default(''),
  /** When it said that it ends, or that it has done what it was ordered to; null from its next start on. */
  stoppedAt: at('stopped_at'),
  createdAt: createdAt(),
  seenAt: at('seen_at'),
  removedAt: at('removed_at'),
})

/** An environment on one agent: absent, building (done of total), ready or failed. */
export const agentEnvironments = pgTable(
  'agent_environments',
  {
    agentId: uuid('agent_id').notNull().references(() => agents.id, { onDelete: 'cascade' }),
    lockHash: text('lock_hash').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<'absent' | 'building' | 'ready' | 'failed'>().notNull(),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    message: text('message').notNull().default(''),
    log: text('log').notNull().default(''),
    /** Why it failed: what was asked for (nothing but a change helps), or the host (tried again by itself). */
    cause: text('cause').$type<'environment' | 'host'>(),
    /** On the agent's disk, while it is there. */
    sizeMb: integer('size_mb'),
    /** When a step last ran in it there. */
    usedAt: at('used_at'),
    /** Asked for by a person and not begun yet. */
    wantedAt: at('wanted_at'),
    updatedAt: at('updated_at').notNull().default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.lockHash] })],
)

/** A token with which one machine may become an agent, once and soon. Stored as its sha256. */
export const agentJoins = pgTable('agent_joins', {
  id: id(),
  tokenHash: text('token_hash').notNull().unique(),
  workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
  /** Who made it, for the audit trail. */
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
  /** Who came with it. */
  agentId: uuid('agent_id').references(() => agents.id, { onDelete: 'set null' }),
})

/** What an agent's machine did, about every 15 seconds, kept for a day. Sizes in MB; `cpu` and a GPU's `busy` from 0 to 1. */
export const agentMetrics = pgTable(
  'agent_metrics',
  {
    agentId: uuid('agent_id').notNull().references(() => agents.id, { onDelete: 'cascade' }),
    at: at('at').notNull().default(sql`clock_timestamp()`),
    cpu: real('cpu').notNull(),
    memoryUsedMb: integer('memory_used_mb').notNull(),
    diskFreeMb: bigint('disk_free_mb', { mode: 'number' }),
    running: integer('running').notNull(),
    gpus: jsonb('gpus').$type<{ uuid: string; busy: number | null; memoryUsedMb: number | null }[]>().notNull().default(sql`'[]'::jsonb`),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.at] }), index('agent_metrics_at').on(table.at)],
)

/** The last lines that an agent has said of itself. */
export const agentLogs = pgTable('agent_logs', {
  agentId: uuid('agent_id').primaryKey().references(() => agents.id, { onDelete: 'cascade' }),
  text: text('text').notNull().default(''),
})
