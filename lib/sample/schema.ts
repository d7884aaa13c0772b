import * as z from 'zod/mini'
import type { Column } from '@/lib/catalog/types'
import type { JsonValue } from '@/lib/duckdb/json-values'
import type { TableFacts } from '@/lib/duckdb/ops/facts-types'
import { Graph, NodeId } from '@/lib/graph/schema'

/** Rows taken of each data source. */
export const sampleRows = 1_000
/** Of a longer table than this, the rows come from ten places: ten stretches of 122,880 rows (see lib/duckdb/ops/draw-sample.ts). */
export const evenRows = 1_228_800
/** A table of up to so many rows is taken whole where a sample of it would mislead: the right side of a join. */
export const wholeRows = 200_000
/** Columns whose values are sent; all are named. */
export const shownColumns = 100

/** What `POST /api/v1/pipelines/{id}/sample` takes. The graph is what stands on the canvas, saved or not. */
export const SampleInput = z.object({
  graph: Graph,
  node: NodeId,
  /** By step, by output: digests of tables that steps, as they are drawn, gave in a run. Used for steps that only a run can compute. */
  results: z.optional(z.record(NodeId, z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))))),
  /** An output of type table; the first one if left out. */
  port: z.optional(z.string()),
  offset: z._default(z.number().check(z.int(), z.gte(0)), 0),
  limit: z._default(z.number().check(z.int(), z.gte(1), z.lte(sampleRows)), 200),
})
export type SampleInput = z.input<typeof SampleInput>

/** What `POST /api/v1/pipelines/{id}/facts` takes: steps that learn, whose table is to be counted. */
export const FactsInput = z.object({ graph: Graph, nodes: z.array(NodeId).check(z.maxLength(50)) })
export type FactsInput = z.input<typeof FactsInput>

/** A data source of the sample. */
export interface SampleSource {
  node: string
  name: string
  taken: number
  /** Rows of the whole table. */
  of: number
}

export const blockReasons = ['needs-run', 'no-table', 'incomplete', 'failed', 'too-slow', 'too-large', 'missing-data'] as const
export type BlockReason = (typeof blockReasons)[number]

/** Why there is no sample, said of the step that stands in the way. */
export interface Blocked {
  state: 'blocked'
  reason: BlockReason
  node: string
  message: string
}

export interface SampleTable {
  state: 'ready'
  /** Outputs of type table. */
  ports: { name: string; label: string }[]
  port: string
  sources: SampleSource[]
  /** True where nothing was left out: a run gives the same. */
  exact: boolean
  columns: Column[]
  /** From `offset` on, the first 100 columns. Values are JSON-safe (see lib/duckdb/json-values.ts); long texts are cut. */
  rows: JsonValue[][]
  /** Rows of this output, and of the step's first input; null where it has none. */
  rowsOut: number
  rowsIn: number | null
  added: string[]
  retyped: string[]
  removed: string[]
  /** Null where the rows of input and output are not the same ones. */
  changedCells: number | null
  changed: [number, number][]
  /** What keeps the sample from showing what a run would, in sentences. */
  notes: string[]
}

export type SampleView = SampleTable | Blocked

/** What is known of the table that a step learns from. */
export interface LearnedTable extends TableFacts {
  /** True where the counts are those of all rows, not of a sample. */
  exact: boolean
  /** About how many rows a run will have here. */
  wholeRows?: number
  /** Megabytes of the largest agent that is connected; absent where none is. */
  largestAgentMb?: number
}
