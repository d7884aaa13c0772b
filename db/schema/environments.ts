import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { at, createdAt, id } from './columns'
import { agents } from './compute'
import { users, workspaces } from './identity'

export type EnvironmentStage = 'resolving' | 'ready' | 'failed'

/**
 * Python environments that people of a workspace have made; a row is a version. It never changes once it is `ready`.
 * While it is `resolving`, an agent turns its requirements into a lock; one that `failed` may be replaced under its number.
 */
export const environments = pgTable(
  'environments',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    description: text('description').notNull().default(''),
    /** Such as `3.12`; empty where any Python that Atelier runs on will do. */
    python: text('python').notNull().default(''),
    /** As typed; empty where the lock itself was given. */
    requirements: text('requirements').notNull().default(''),
    lock: text('lock'),
    /** Of lock, Python and image; see lib/environments/hash.ts. Null until it is resolved. */
    lockHash: text('lock_hash'),
    /** Debian packages; with them, or with a Dockerfile, steps run in a container. */
    systemPackages: jsonb('system_packages').$type<string[]>().notNull().default(sql`'[]'::jsonb`),
    dockerfile: text('dockerfile').notNull().default(''),
    stage: text('stage').$type<EnvironmentStage>().notNull(),
    /** Why there is no lock, or why resolving takes longer. */
    message: text('message').notNull().default(''),
    /** What uv said. */
    log: text('log').notNull().default(''),
    /** The agent that resolves it, and since when. */
    resolver: uuid('resolver').references(() => agents.id, { onDelete: 'set null' }),
    resolverSince: at('resolver_since'),
    note: text('note').notNull().default(''),
    archivedAt: at('archived_at'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdByName: text('created_by_name').notNull().default(''),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('environments_version').on(table.workspaceId, table.name, table.version),
    index('environments_hash').on(table.lockHash),
    index('environments_resolving').on(table.createdAt).where(sql`stage = 'resolving'`),
  ],
)
