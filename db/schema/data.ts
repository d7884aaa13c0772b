import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { Column } from '@/lib/catalog/types'
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
  sources?: { title: string; url?: string }[]
  licence?: { name: string; url?: string }
  format?: string
  /** Bytes of the file as it came. */
  size?: number
  /** What a person should know of how it was read. */
  notes?: string[]
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
