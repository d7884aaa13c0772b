import { z } from 'zod'
import { columnTypes } from '@/lib/catalog/types'
import { encodings } from './encodings'

const marker = z.string().max(50)
/** By the column's name in the file, before it is renamed. */
const byColumn = <S extends z.ZodType>(value: S) => z.record(z.string().max(1_000), value)

/** What a person says of how a file is written; whatever is left out is found from its bytes. */
export const ReadingOptions = z.strictObject({
  /** One character; `spaces` for columns that runs of spaces set apart, `fixed` for columns at fixed positions. */
  delimiter: z.union([z.literal('spaces'), z.literal('fixed'), z.string().length(1)]).optional(),
  /** Where each column of a fixed-width file begins, from 0; found from the blanks where it is left out. */
  starts: z
    .array(z.number().int().min(0).max(1_000_000))
    .min(1)
    .max(2_000)
    .refine((starts) => starts.every((start, index) => index === 0 || start > starts[index - 1]!), 'Positions must ascend')
    .optional(),
  /** Empty where no character quotes. */
  quote: z.enum(['"', "'", '']).optional(),
  encoding: z.enum(encodings).optional(),
  /** Whether the first line after those skipped holds the names. */
  header: z.boolean().optional(),
  /** How many lines hold the names; those above one another are joined. */
  headerRows: z.number().int().min(1).max(5).optional(),
  /** Lines before the header. */
  skip: z.number().int().min(0).max(1_000).optional(),
  /** What a line begins with that is no row. */
  comment: z.string().min(1).max(5).optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
  /** Texts that stand for a missing value, in every column; without regard to case. */
  nullMarkers: z.array(marker).max(50).optional(),
  /** Further ones, by column. */
  nullMarkersBy: byColumn(z.array(marker).max(50)).optional(),
  dateOrderBy: byColumn(z.enum(['dmy', 'mdy'])).optional(),
  /** By column. Reading stops at a value that the type cannot hold. */
  types: byColumn(z.enum(columnTypes).exclude(['other'])).optional(),
  /** Other names for columns. */
  names: byColumn(z.string().trim().min(1, 'A name is needed').max(1_000)).optional(),
  /** Of a workbook; the first without it. */
  sheet: z.string().max(200).optional(),
  /** Of a zip archive with several files. */
  entry: z.string().max(1_000).optional(),
})
export type ReadingOptions = z.infer<typeof ReadingOptions>
