import { z } from 'zod'
import type { Lifecycle, TrackedKind, TrackedStatus } from '@/db/schema'

/** A metric's value: a number, or in words what JSON has no number for. */
export const MetricValue = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
export type MetricValue = z.infer<typeof MetricValue>

const statuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const satisfies readonly TrackedStatus[]
const lifecycles = ['active', 'deleted'] as const satisfies readonly Lifecycle[]
const kinds = ['mlflow', 'pipeline', 'command'] as const satisfies readonly TrackedKind[]

/** Instants are milliseconds since 1970. */
export const TrackedRun = z.object({
  id: z.string(),
  experimentId: z.string(),
  name: z.string(),
  kind: z.enum(kinds),
  status: z.enum(statuses),
  lifecycle: z.enum(lifecycles),
  /** Kept out of the table without being deleted. */
  archived: z.boolean(),
  user: z.string(),
  startMs: z.number(),
  endMs: z.number().nullable(),
  parentId: z.string().nullable(),
  /** The pipeline's run that this one mirrors. */
  pipelineRunId: z.string().nullable(),
})
export type TrackedRun = z.infer<typeof TrackedRun>

/** By column as it was asked for: `metrics.loss`, `params.lr`, `tags.team`. What a run has not is left out. */
export const RunTableRow = TrackedRun.extend({ values: z.record(z.string(), z.union([z.number(), z.string()])) })
export type RunTableRow = z.infer<typeof RunTableRow>
export const RunTablePage = z.object({ runs: z.array(RunTableRow), next: z.string().nullable(), total: z.number().int() })
export type RunTablePage = z.infer<typeof RunTablePage>

/** By column the mean over the group's runs that have a finite number, and how many those are. */
export const RunGroup = z.object({ value: z.string().nullable(), count: z.number().int(), means: z.record(z.string(), z.object({ mean: z.number(), count: z.number().int() })) })
export type RunGroup = z.infer<typeof RunGroup>
/** `more`: there are groups beyond these. */
export const RunGroups = z.object({ groups: z.array(RunGroup), more: z.boolean() })
export type RunGroups = z.infer<typeof RunGroups>

const Pair = z.object({ key: z.string(), value: z.string() })
export const LatestMetric = z.object({ key: z.string(), step: z.number(), last: MetricValue, lowest: MetricValue.nullable(), highest: MetricValue.nullable() })
export type LatestMetric = z.infer<typeof LatestMetric>
const SignatureColumn = z.object({ name: z.string(), type: z.string(), optional: z.boolean() })
export const RunModel = z.object({ id: z.string(), name: z.string(), status: z.string(), modelType: z.string(), artifactPath: z.string().nullable(), registrations: z.array(z.object({ name: z.string(), version: z.string() })), params: z.array(Pair), signature: z.object({ inputs: z.array(SignatureColumn), outputs: z.array(SignatureColumn), flavors: z.array(z.string()) }).nullable() })
export type RunModel = z.infer<typeof RunModel>
export const RunDataset = z.object({ name: z.string(), digest: z.string(), sourceType: z.string(), source: z.string(), context: z.string() })
export type RunDataset = z.infer<typeof RunDataset>

export const TrackedRunDetail = TrackedRun.extend({
  experimentName: z.string(),
  artifactUri: z.string(),
  /** Where its files lie in the studio; null where they lie elsewhere. */
  artifactPath: z.string().nullable(),
  note: z.string(),
  source: z.string(),
  /** Who was signed in, or held the token; null where nobody was. */
  person: z.string().nullable(),
  /** The state of the code that ran, as far as the client says it. */
  code: z.object({ commit: z.string(), branch: z.string(), repository: z.string() }),
  /** Of a pipeline's run: why it ran, and in which environments (`name@version`). */
  origin: z.object({
    number: z.number().int(),
    pipeline: z.object({ id: z.string(), name: z.string() }).nullable(),
    rerunOf: z.object({ id: z.string(), number: z.number().int() }).nullable(),
    sweep: z.object({ id: z.string(), number: z.number().int(), name: z.string(), trial: z.number().int() }).nullable(),
    environments: z.array(z.string()),
  }).nullable(),
  params: z.array(Pair),
  tags: z.array(Pair),
  metrics: z.array(LatestMetric),
  datasets: z.array(RunDataset),
  models: z.array(RunModel),
  /** It has TensorBoard event files. */
  events: z.boolean(),
  children: z.array(TrackedRun),
})
export type TrackedRunDetail = z.infer<typeof TrackedRunDetail>

/** Steps with their values, of at most a few points for each bucket of steps: its lowest and highest. */
export const MetricSeries = z.object({ name: z.string(), points: z.array(z.object({ step: z.number(), value: MetricValue })) })
export type MetricSeries = z.infer<typeof MetricSeries>

export const metricValue = (value: number): MetricValue => (Number.isFinite(value) ? value : (String(value) as MetricValue))
