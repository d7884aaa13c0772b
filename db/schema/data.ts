import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { Column } from '@/lib/catalog/types'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { at, createdAt, id } from './columns'
import { users, workspaces } from './identity'

/** Every blob in the artifact store, by the sha256 of its bytes. */
export const blobs = pgTable('blobs', {
  digest: text('digest').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull(),
  createdAt: createdAt(),
})

export const dataAssets = pgTable(
  'data_assets',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    kind: text('kind').$type<'table'>().notNull().default('table'),
    description: text('description').notNull().default(''),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  // A deleted asset keeps its row for the runs that read it, and frees its name.
  (table) => [uniqueIndex('data_assets_name').on(table.workspaceId, table.name).where(sql`deleted_at is null`)],
)

/** Where a version came from, shown on its page. */
export interface DataSource {
  kind: 'upload' | 'url' | 'gallery' | 'pipeline'
  fileName?: string
  url?: string
  dataset?: string
  title?: string
  /** The run that made it. */
  runId?: string
  runNumber?: number
  sources?: { title: string; url?: string }[]
  licence?: { name: string; url?: string }
  format?: string
  /** Bytes of the file as it came. */
  size?: number
  /** What a person should know of how it was read. */
  notes?: string[]
  /** What a person said of how the file is written; a later version is read the same way unless told otherwise. */
  options?: ReadingOptions
  /** Of a file that could not be read: the upload that is kept, to be corrected and registered again. */
  uploadId?: string
  /** Rows that did not fit the table, kept as a CSV blob with their lines and the reasons. */
  rejected?: { rows: number; digest: string; size: number }
}

export const dataAssetVersions = pgTable(
  'data_asset_versions',
  {
    id: id(),
    assetId: uuid('asset_id').notNull().references(() => dataAssets.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    state: text('state').$type<'reading' | 'ready' | 'failed'>().notNull(),
    /** Why reading failed and what to do, when it did. */
    message: text('message').notNull().default(''),
    digest: text('digest').references(() => blobs.digest),
    /** Bytes of the Parquet blob. */
    size: bigint('size', { mode: 'number' }),
    rows: bigint('rows', { mode: 'number' }),
    columns: jsonb('columns').$type<Column[]>(),
    source: jsonb('source').$type<DataSource>().notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    /** Renewed while a studio reads the file; past it, that studio is gone and the version has failed. */
    readingUntil: at('reading_until'),
  },
  (table) => [
    uniqueIndex('data_asset_versions_number').on(table.assetId, table.version),
    index('data_asset_versions_digest').on(table.digest),
  ],
)

/** A profile is a function of the bytes, so it belongs to the blob and is made once. */
export const tableProfiles = pgTable(
  'table_profiles',
  { digest: text('digest').primaryKey(), profile: jsonb('profile').notNull(), createdAt: createdAt() },
  (table) => [index('table_profiles_digest').on(table.digest)],
)

/** A file on its way in, or here and not registered yet. Its bytes are `uploads/<id>` in the artifact folder; as many as are there were received. */
export const uploads = pgTable(
  'uploads',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'cascade' }),
    fileName: text('file_name').notNull(),
    /** Tells one file of a person's computer from another, so that it goes on where it stopped. */
    fingerprint: text('fingerprint').notNull().default(''),
    /** Bytes that the file has; unknown while an address has not answered. */
    size: bigint('size', { mode: 'number' }),
    /** The address that it comes from, where it is fetched. */
    url: text('url'),
    state: text('state').$type<'receiving' | 'received' | 'failed'>().notNull().default('receiving'),
    message: text('message').notNull().default(''),
    /** sha256 in hex, once all bytes are here. */
    digest: text('digest'),
    /** The asset that it becomes a version of; empty for a new one. */
    assetName: text('asset_name').notNull().default(''),
    options: jsonb('options').$type<ReadingOptions>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [index('uploads_owner').on(table.workspaceId, table.createdBy)],
)

/** A database outside, from which steps read. */
export const datastores = pgTable(
  'datastores',
  {
    id: id(),
    workspaceId: uuid('workspace_id').notNull().references(() => workspaces.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    kind: text('kind').$type<'postgres'>().notNull(),
    host: text('host').notNull(),
    port: integer('port').notNull(),
    database: text('database').notNull(),
    username: text('username').notNull(),
    tls: text('tls').$type<'off' | 'require' | 'verify'>().notNull(),
    /** The password, encrypted with the key of this studio (see lib/secrets). */
    secret: text('secret').notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('datastores_name').on(table.workspaceId, table.name)],
)
