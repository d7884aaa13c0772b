import * as z from 'zod/mini'

/** The `meta` of a model output: what the studio tells of a model without loading it. */
export const ModelCard = z.object({
  /** Of a clustering `target` is the column with the clusters, `classes` their numbers. */
  task: z.enum(['classification', 'regression', 'clustering']),
  algorithm: z.string(),
  algorithmName: z.string(),
  target: z.string(),
  features: z.array(z.object({ name: z.string(), type: z.string(), encoding: z.string() })),
  classes: z.nullable(z.array(z.string())),
  params: z.record(z.string(), z.unknown()),
  seed: z.nullable(z.number().check(z.int())),
  trainedRows: z.number().check(z.int()),
  /** Rows left out because the target was missing; of a clustering those in no cluster. */
  skippedRows: z.number().check(z.int()),
  importances: z.array(z.object({ feature: z.string(), importance: z.number() })),
  /** How the importances were measured, in one sentence. */
  importanceKind: z.string(),
  library: z.record(z.string(), z.string()),
  warnings: z.array(z.string()),
})
export type ModelCard = z.infer<typeof ModelCard>
