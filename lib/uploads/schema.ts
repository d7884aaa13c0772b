import { z } from 'zod'
import { AssetName } from '@/lib/data/asset-name'
import { ImportUrlInput } from '@/lib/data/schema'
import type { Format } from '@/lib/duckdb/ingest/format'
import { ReadingOptions } from '@/lib/duckdb/ingest/options'

/** Days after the last touch for which a file is kept that nobody registers. */
export const keptDays = 7

const fileName = z.string().trim().min(1, 'A file name is needed').max(500)

export const CreateUploadInput = z.object({
  fileName,
  /** Bytes. */
  size: z.number().int().min(0),
  /** Tells the file from others of the same person; one that is there already is gone on with. */
  fingerprint: z.string().max(1_000).default(''),
  /** The asset that it becomes a version of. */
  asset: z.optional(AssetName),
})
export type CreateUploadInput = z.input<typeof CreateUploadInput>

export const FetchUploadInput = z.object({ url: ImportUrlInput.shape.url, asset: z.optional(AssetName) })
export type FetchUploadInput = z.infer<typeof FetchUploadInput>

export const CheckUploadInput = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 hexadecimal digits').optional() })
export type CheckUploadInput = z.infer<typeof CheckUploadInput>

export const PreviewUploadInput = z.object({
  options: ReadingOptions.default({}),
  /** All of the file and not its beginning alone. */
  whole: z.boolean().default(false),
})
export type PreviewUploadInput = z.input<typeof PreviewUploadInput>

export const RegisterUploadInput = z.object({
  name: AssetName,
  description: z.string().trim().max(2_000, 'At most 2,000 characters').optional(),
  options: ReadingOptions.default({}),
})
export type RegisterUploadInput = z.input<typeof RegisterUploadInput>

/** What is known of a file that cannot be read so: enough to see whether reading it otherwise would help. */
export interface Unreadable {
  /** Left out where the bytes do not tell it, or stand in an archive. */
  format?: Format
  /** The first lines of a text; nothing of other formats. */
  lines: string[]
}

/** A file on its way in or waiting to be registered. Instants are ISO 8601. */
export interface UploadView {
  id: string
  fileName: string
  /** Bytes in all; null while an address has not said. */
  size: number | null
  /** Bytes that are here. */
  received: number
  url: string | null
  state: 'receiving' | 'received' | 'failed'
  /** Why it failed. */
  message: string
  digest: string | null
  fingerprint: string
  /** The asset that it becomes a version of; empty for a new one. */
  assetName: string
  options: ReadingOptions
  createdAt: string
  updatedAt: string
  /** When it is removed unless it is touched. */
  keptUntil: string
}
