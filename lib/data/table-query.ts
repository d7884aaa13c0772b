import { z } from 'zod'
import { TableFilter } from './table-filter'

const jsonText = (what: string) =>
  z.string().transform((text, refinement): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      refinement.addIssue({ code: 'custom', message: what })
      return z.NEVER
    }
  })

/** A JSON list of conditions. */
export const FilterText = jsonText('The filter is not JSON').pipe(z.array(TableFilter).max(100))

/** What `GET /api/v1/tables/{digest}/rows` takes, from its query string. */
export const RowsQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** `column:asc` or `column:desc`; a column's name may hold colons. */
  sort: z
    .string()
    .regex(/^.+:(asc|desc)$/s, 'Sort is written column:asc or column:desc')
    .transform((text) => ({ column: text.slice(0, text.lastIndexOf(':')), direction: text.slice(text.lastIndexOf(':') + 1) as 'asc' | 'desc' }))
    .optional(),
  filter: FilterText.optional(),
  /** A JSON list of column names; all columns without it. */
  columns: jsonText('The columns are not JSON').pipe(z.array(z.string()).max(2_000)).optional(),
  /** `full` gives texts uncut, for at most 10 rows. */
  text: z.enum(['cut', 'full']).default('cut'),
})
export type RowsQuery = z.infer<typeof RowsQuery>

/** What `GET /api/v1/tables/{digest}/download` takes. */
export const DownloadQuery = z.object({
  format: z.enum(['csv', 'parquet']).default('csv'),
  /** The file's name without its ending. */
  name: z.string().max(200).default('table'),
  /** Only rows that pass. */
  filter: FilterText.optional(),
})
