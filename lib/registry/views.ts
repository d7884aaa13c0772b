import { z } from 'zod'
import { LatestMetric, MetricValue, RunModel } from '@/lib/tracking/views'

const Pair = z.object({ key: z.string(), value: z.string() })

/** Instants are milliseconds since 1970. */
export const ModelSummary = z.object({
  name: z.string(),
  description: z.string(),
  tags: z.array(Pair),
  versions: z.number().int(),
  latest: z.number().int().nullable(),
  aliases: z.array(z.object({ alias: z.string(), version: z.number().int() })),
  createdMs: z.number(),
  updatedMs: z.number(),
})
export type ModelSummary = z.infer<typeof ModelSummary>

export const VersionSummary = z.object({
  name: z.string(),
  version: z.number().int(),
  description: z.string(),
  tags: z.array(Pair),
  aliases: z.array(z.string()),
  /** MLflow's older word for what aliases say; `None` where nobody uses it. */
  stage: z.string(),
  by: z.string(),
  createdMs: z.number(),
  updatedMs: z.number(),
  source: z.string(),
  runId: z.string(),
  modelId: z.string(),
})
export type VersionSummary = z.infer<typeof VersionSummary>

export const ModelDetail = z.object({ model: ModelSummary, versions: z.array(VersionSummary) })
export type ModelDetail = z.infer<typeof ModelDetail>

const SourceRun = z.object({ id: z.string(), experimentId: z.string(), experimentName: z.string(), name: z.string(), status: z.string(), startMs: z.number(), pipelineRunId: z.string().nullable() })

/** With what it takes and gives, and what its run measured. `run` is null where it is unknown or deleted for good. */
export const VersionDetail = VersionSummary.extend({
  run: SourceRun.nullable(),
  metrics: z.array(LatestMetric),
  params: z.array(Pair),
  /** Measured on this model itself, by dataset where it was told. */
  modelMetrics: z.array(z.object({ key: z.string(), value: MetricValue, dataset: z.string() })),
  modelType: z.string(),
  signature: RunModel.shape.signature,
  /** Where its files lie in the studio; null where they lie elsewhere. */
  artifactPath: z.string().nullable(),
  artifactUri: z.string(),
})
export type VersionDetail = z.infer<typeof VersionDetail>
