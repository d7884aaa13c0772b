import { z } from 'zod'

const Value = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const column = z.string().min(1)

/** One condition on one column; all of a list hold together. Values are texts that the column's type is read from. */
export const TableFilter = z.discriminatedUnion('op', [
  z.object({ column, op: z.enum(['contains', 'equals', 'differs', 'less', 'greater', 'at_least', 'at_most']), value: Value }),
  z.object({ column, op: z.literal('between'), from: Value, to: Value }),
  z.object({ column, op: z.literal('in'), values: z.array(Value).max(1_000) }),
  z.object({ column, op: z.enum(['missing', 'present']) }),
])
export type TableFilter = z.infer<typeof TableFilter>

export const TableSort = z.object({ column, direction: z.enum(['asc', 'desc']) })
export type TableSort = z.infer<typeof TableSort>

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
  /** A JSON list of conditions. */
  filter: z
    .string()
    .transform((text, refinement) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        refinement.addIssue({ code: 'custom', message: 'The filter is not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(TableFilter).max(100))
    .optional(),
  /** A JSON list of column names; all columns without it. */
  columns: z
    .string()
    .transform((text, refinement) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        refinement.addIssue({ code: 'custom', message: 'The columns are not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.array(z.string()).max(2_000))
    .optional(),
  /** `full` gives texts uncut, for at most 10 rows. */
  text: z.enum(['cut', 'full']).default('cut'),
})
export type RowsQuery = z.infer<typeof RowsQuery>
