import { z } from 'zod'
import type { DataSource } from '@/db/schema/data'
import type { Column } from '@/lib/catalog/types'
import { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { AssetName } from './asset-name'

export const ImportUrlInput = z.object({ url: z.string().trim().url('This is not an address').max(4_000), name: z.optional(AssetName), options: ReadingOptions.optional() })
export type ImportUrlInput = z.infer<typeof ImportUrlInput>

export const PreviewUrlInput = z.object({ url: ImportUrlInput.shape.url, options: ReadingOptions.optional() })
export type PreviewUrlInput = z.infer<typeof PreviewUrlInput>

export const ImportGalleryInput = z.object({ gallery: z.string().min(1), name: z.optional(AssetName) })
export type ImportGalleryInput = z.infer<typeof ImportGalleryInput>

export const UpdateDataInput = z
  .object({ name: z.optional(AssetName), description: z.string().trim().max(2_000, 'At most 2,000 characters').optional() })
  .refine((input) => input.name !== undefined || input.description !== undefined, 'Nothing to change')
export type UpdateDataInput = z.infer<typeof UpdateDataInput>

/** One immutable version. Instants are ISO 8601. */
export interface VersionView {
  version: number
  /** `reading` while the file is turned into a table; `failed` with why in `message`. */
  state: 'reading' | 'ready' | 'failed'
  message: string
  /** sha256 of the Parquet file; null until ready, as are the next three. */
  digest: string | null
  /** Bytes. */
  size: number | null
  rows: number | null
  columns: Column[] | null
  source: DataSource
  createdBy: string | null
  createdAt: string
}

export interface AssetSummary {
  name: string
  description: string
  /** The newest version that is ready; the newest of all where none is. */
  latest: VersionView
  /** A version newer than `latest` that is being read or failed. */
  pending: VersionView | null
  versionCount: number
  createdAt: string
  updatedAt: string
}

export interface AssetView extends AssetSummary {
  /** Newest first. */
  versions: VersionView[]
}
