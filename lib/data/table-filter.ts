import * as z from 'zod/mini'

const Value = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String))
const column = z.string().check(z.minLength(1))

/** One condition on one column; all of a list hold together. Values are texts that the column's type is read from. */
export const TableFilter = z.discriminatedUnion('op', [
  z.object({ column, op: z.enum(['contains', 'equals', 'differs', 'less', 'greater', 'at_least', 'at_most']), value: Value }),
  z.object({ column, op: z.literal('between'), from: Value, to: Value }),
  z.object({ column, op: z.literal('in'), values: z.array(Value).check(z.maxLength(1_000)) }),
  z.object({ column, op: z.enum(['missing', 'present']) }),
  /** Against another column of the same row; a row that lacks either value passes neither. */
  z.object({ column, op: z.enum(['same_as', 'unlike']), other: column }),
])
export type TableFilter = z.infer<typeof TableFilter>

export const TableSort = z.object({ column, direction: z.enum(['asc', 'desc']) })
export type TableSort = z.infer<typeof TableSort>
