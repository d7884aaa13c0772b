import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { AgentCapabilities, AgentLoad } from '@/lib/protocol/messages'
import { at, createdAt, id } from './columns'

/** A process on some machine that pulls steps. Its credential is stored as its sha256. */
export const agents = pgTable('agents', {
  id: id(),
  name: text('name').notNull(),
  tokenHash: text('token_hash').notNull().unique(),
  capabilities: jsonb('capabilities').$type<AgentCapabilities>(),
  load: jsonb('load').$type<AgentLoad>(),
  /** The agent's present process; a former one's claims and heartbeats are refused. */
  session: text('session').notNull().default(''),
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
    updatedAt: at('updated_at').notNull().default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.agentId, table.lockHash] })],
)
