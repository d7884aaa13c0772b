import { z } from 'zod'
import { columnTypes } from '@/lib/catalog/types'
import { blockReasons, FactsInput, SampleInput, type LearnedTable, type SampleView } from '@/lib/sample/schema'
import type { Operation } from './operation'

const tag = 'Pipelines'

const Column = z.object({ name: z.string(), type: z.enum(columnTypes) })

const SampleTable = z.object({
  state: z.literal('ready'),
  ports: z.array(z.object({ name: z.string(), label: z.string() })),
  port: z.string(),
  sources: z.array(z.object({ node: z.string(), name: z.string(), taken: z.number().int(), of: z.number().int() })),
  exact: z.boolean(),
  columns: z.array(Column),
  rows: z.array(z.array(z.any())),
  rowsOut: z.number().int(),
  rowsIn: z.number().int().nullable(),
  added: z.array(z.string()),
  retyped: z.array(z.string()),
  removed: z.array(z.string()),
  changedCells: z.number().int().nullable(),
  changed: z.array(z.tuple([z.number().int(), z.number().int()])),
  notes: z.array(z.string()),
})

const Blocked = z.object({ state: z.literal('blocked'), reason: z.enum(blockReasons), node: z.string(), message: z.string() })

const Sample = z.discriminatedUnion('state', [SampleTable, Blocked]) satisfies z.ZodType<SampleView>

const Learned = z.object({
  rows: z.number().int(),
  exact: z.boolean(),
  columns: z.array(Column.extend({ missing: z.number().int(), distinct: z.number().int(), counting: z.boolean(), tells: z.enum(['value', 'limits', 'line']).optional() })),
  target: z.object({ name: z.string(), missing: z.number().int(), distinct: z.number().int(), classes: z.array(z.object({ value: z.string(), rows: z.number().int() })) }).nullable(),
}) satisfies z.ZodType<LearnedTable>

export const sampleOperations: Operation[] = [
  {
    method: 'post',
    path: '/pipelines/{id}/sample',
    tag,
    summary: 'Show what a step would give, on a sample',
    description: 'Takes the graph as it is drawn, computes the table steps up to `node` on at most 1,000 rows of each data source, and keeps nothing. A step that cannot be sampled (Python, an error in its parameters) answers with `state: "blocked"` and why.',
    permission: 'pipelines.write',
    body: SampleInput,
    response: Sample,
    errors: ['not_found', 'unavailable'],
  },
  {
    method: 'post',
    path: '/pipelines/{id}/facts',
    tag,
    summary: 'Count what the tables hold that steps learn from',
    description: 'Missing and different values, classes, and columns that tell the target by themselves; on a sample where `exact` is false.',
    permission: 'pipelines.write',
    body: FactsInput,
    response: z.object({ tables: z.record(z.string(), Learned) }),
    errors: ['not_found', 'unavailable'],
  },
]
