import { bigserial, index, integer, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { Role } from '@/lib/permissions'
import { at, createdAt, id } from './columns'

export const workspaces = pgTable('workspaces', {
  id: id(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: createdAt(),
})

/** The most that a workspace's running steps may take at a time, over all agents. Null: as much as there is. */
export const workspaceQuotas = pgTable('workspace_quotas', {
  workspaceId: uuid('workspace_id').primaryKey().references(() => workspaces.id, { onDelete: 'cascade' }),
  steps: integer('steps'),
  cpus: real('cpus'),
  memoryMb: integer('memory_mb'),
  gpus: integer('gpus'),
})

export const users = pgTable('users', {
  id: id(),
  /** Lower case. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  /** argon2id; null where the person signs in by OIDC alone. */
  passwordHash: text('password_hash'),
  createdAt: createdAt(),
  disabledAt: at('disabled_at'),
})

export const oidcAccounts = pgTable(
  'oidc_accounts',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
)

/** A signed-in browser. The cookie carries its id; a revoked or expired row ends it at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull().default(''),
    address: text('address').notNull().default(''),
    createdAt: createdAt(),
    seenAt: at('seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('sessions_user').on(table.userId)],
)

export const members = pgTable(
  'members',
  {
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] }), index('members_user').on(table.userId)],
)

/** One-time links: the first owner's set-up, and invitations. The secret is stored as its sha256. */
export const invitations = pgTable('invitations', {
  id: id(),
  tokenHash: text('token_hash').notNull().unique(),
  kind: text('kind').$type<'setup' | 'invitation'>().notNull(),
  workspaceId: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
  email: text('email'),
  role: text('role').$type<Role>().notNull(),
  createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

/** Counted per address and per e-mail, for the rate limit of signing in. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  { id: bigserial('id', { mode: 'number' }).primaryKey(), key: text('key').notNull(), at: at('at').notNull().defaultNow() },
  (table) => [index('sign_in_attempts_key').on(table.key, table.at)],
)

/** Personal access tokens, bound to one workspace. The secret is stored as its sha256 and shown once. */
export const tokens = pgTable(
  'tokens',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    role: text('role').$type<Role>().notNull(),
    createdAt: createdAt(),
    expiresAt: at('expires_at'),
    usedAt: at('used_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('tokens_user').on(table.userId)],
)

/** The audit trail: written in the transaction of the change that it records. */
export const activity = pgTable(
  'activity',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    workspaceId: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    actorKind: text('actor_kind').$type<'user' | 'token' | 'agent' | 'system'>().notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    /** Object and verb: `pipeline.created`, `member.role_changed`. */
    action: text('action').notNull(),
    objectKind: text('object_kind').notNull(),
    objectId: text('object_id'),
    objectName: text('object_name').notNull().default(''),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`),
    at: at('at').notNull().defaultNow(),
  },
  (table) => [index('activity_workspace').on(table.workspaceId, table.id)],
)

/** Facts about the installation: secrets made at first start, the sample's state. */
export const settings = pgTable(
  'settings',
  { key: text('key').primaryKey(), value: jsonb('value').notNull(), version: integer('version').notNull().default(1) },
  (table) => [uniqueIndex('settings_key').on(table.key)],
)
