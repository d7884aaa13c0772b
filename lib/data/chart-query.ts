import { z } from 'zod'
import { lineMeasures } from './line-measures'
import { FilterText } from './table-query'

const column = z.string().min(1)
const by = column.optional()

/** What can be drawn of a table; every number of it is computed by DuckDB over all rows unless the answer says otherwise. */
export const ChartRequest = z.discriminatedUnion('kind', [
  /** Rows in ranges of a column of numbers or times, split by a column with few values. */
  z.object({ kind: z.literal('histogram'), x: column, by, bins: z.number().int().min(2).max(200).default(24) }),
  /** Rows per value. */
  z.object({ kind: z.literal('counts'), x: column, most: z.number().int().min(1).max(100).default(30) }),
  /** Quartiles, whiskers at 1.5 interquartile ranges, and what lies beyond, per group. */
  z.object({ kind: z.literal('box'), y: column, by }),
  z.object({ kind: z.literal('scatter'), x: column, y: column, by }),
  z.object({ kind: z.literal('matrix'), columns: z.array(column).min(2).max(5), by }),
  z.object({ kind: z.literal('correlation'), columns: z.array(column).min(2).max(30), method: z.enum(['pearson', 'spearman']).default('pearson') }),
  /** A measure of `y` along a column of times or numbers; without `y` the rows are counted. */
  z.object({ kind: z.literal('line'), x: column, y: column.optional(), measure: z.enum(lineMeasures).default('mean'), by }),
  z.object({ kind: z.literal('map'), latitude: column, longitude: column, by }),
  /** Of scored rows: how many of each side reach each threshold, and what the probabilities are worth. */
  z.object({ kind: z.literal('thresholds'), target: column, prediction: column, probability: column, positive: z.string() }),
  /** Of scored rows: the share that is wrong, or how far off, per group of a column. */
  z.object({ kind: z.literal('errors'), task: z.enum(['classification', 'regression']), target: column, prediction: column, by: column }),
  /** Of scored rows with numbers: residuals against those of a normal distribution, and the rows furthest off. */
  z.object({ kind: z.literal('residuals'), target: column, prediction: column }),
])
export type ChartRequest = z.infer<typeof ChartRequest>
export type ChartKind = ChartRequest['kind']
export type ChartRequestOf<K extends ChartKind> = Extract<ChartRequest, { kind: K }>

/** What `GET /api/v1/tables/{digest}/chart` takes: both are JSON texts. */
export const ChartQuery = z.object({
  chart: z
    .string()
    .transform((text, refinement): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        refinement.addIssue({ code: 'custom', message: 'The chart is not JSON' })
        return z.NEVER
      }
    })
    .pipe(ChartRequest),
  filter: FilterText.optional(),
})
