import { z } from 'zod'
import { columnTypes } from '@/lib/catalog/types'

/** What a person says of how a file is written; whatever is left out is found from its bytes. */
export const ReadingOptions = z.strictObject({
  /** One character, or `spaces` for columns that runs of spaces set apart. */
  delimiter: z.union([z.literal('spaces'), z.string().length(1)]).optional(),
  /** Empty where no character quotes. */
  quote: z.enum(['"', "'", '']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1', 'iso-8859-2', 'windows-1251', 'shift_jis', 'gb18030']).optional(),
  /** Whether the first line after those skipped holds the names. */
  header: z.boolean().optional(),
  /** Lines before the header. */
  skip: z.number().int().min(0).max(1_000).optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
  /** Texts that stand for a missing value, in every column; without regard to case. */
  nullMarkers: z.array(z.string().max(50)).max(50).optional(),
  /** By column. Reading stops at a value that the type cannot hold. */
  types: z.record(z.string(), z.enum(columnTypes).exclude(['other'])).optional(),
  /** Of a workbook; the first without it. */
  sheet: z.string().max(200).optional(),
  /** Of a zip archive with several files. */
  entry: z.string().max(1_000).optional(),
})
export type ReadingOptions = z.infer<typeof ReadingOptions>
