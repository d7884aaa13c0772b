import { z } from 'zod'
import { RunCompute } from '@/lib/graph/compute-schema'
import { Graph } from '@/lib/graph/schema'
import { Output, Phases } from '@/lib/protocol/messages'
import { endReasons, runStates, stepStates } from '@/lib/protocol/states'
import type { StepGroup } from '@/lib/workspace-components/expand'

const ParameterValue = z.union([z.number(), z.string(), z.boolean()])

/** Instants in JSON are ISO 8601 in UTC. */
const Instant = z.string()

export const AttemptView = z.object({
  number: z.number().int(),
  agent: z.string(),
  claimedAt: Instant,
  endedAt: Instant.nullable(),
  endReason: z.enum(endReasons).nullable(),
  message: z.string(),
  phases: Phases,
})
export type AttemptView = z.infer<typeof AttemptView>

export const StepView = z.object({
  id: z.string(),
  node: z.string(),
  name: z.string(),
  component: z.string(),
  /** `name@version`, of a Python step. */
  environment: z.string().optional(),
  position: z.number().int(),
  state: z.enum(stepStates),
  endReason: z.enum(endReasons).nullable(),
  message: z.string(),
  /** The run whose result this is, where the step was not computed. */
  reused: z.object({ runId: z.string(), runNumber: z.number().int(), node: z.string() }).nullable(),
  /** Why it was reused, or which part of its key changed, in words. */
  reuseNote: z.string(),
  /** Why a waiting or queued step waits, in words. */
  waitReason: z.string().nullable(),
  metrics: z.record(z.string(), z.number()),
  outputs: z.record(z.string(), Output),
  sources: z.record(z.string(), z.object({ node: z.string(), port: z.string() })),
  /** Of a step inside a sub-pipeline: its settings; those of the others are in the run's graph. */
  params: z.record(z.string(), z.unknown()).optional(),
  /** Of a pass of a For each: which one, counted from 1, and its value; null for the rows without one. */
  iteration: z.object({ of: z.string(), index: z.number().int(), value: z.string().nullable() }).optional(),
  attempts: z.array(AttemptView),
  readyAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type StepView = z.infer<typeof StepView>

export const RunSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  pipelineId: z.string().nullable(),
  pipelineName: z.string().nullable().default(null),
  state: z.enum(runStates),
  endReason: z.enum(endReasons).nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** How many steps are in each state; `reused` counts those of the succeeded that were reused. */
  counts: z.object({
    total: z.number().int(),
    waiting: z.number().int(),
    queued: z.number().int(),
    running: z.number().int(),
    succeeded: z.number().int(),
    reused: z.number().int(),
    failed: z.number().int(),
    cancelled: z.number().int(),
    skipped: z.number().int(),
  }),
  /** Metrics of its steps, flattened; a later step's wins. */
  metrics: z.record(z.string(), z.number()),
})
export type RunSummary = z.infer<typeof RunSummary>

/** Steps that run for one card of the graph. */
const GroupView = z.object({
  node: z.string(),
  name: z.string(),
  component: z.string(),
  inside: z.array(z.string()),
  outputs: z.record(z.string(), z.object({ node: z.string(), port: z.string() })),
}) satisfies z.ZodType<StepGroup>

/** What `GET /api/v1/runs/{id}` answers, and what the run page draws. */
export const RunView = RunSummary.extend({
  graph: Graph,
  /** Sub-pipelines of the graph, also those inside others, with the steps that run for them: `outer.inner`. */
  groups: z.array(GroupView).default([]),
  options: z.record(z.string(), z.unknown()),
  /** The value of each of the pipeline's parameters in this run; those given for it are in `options.parameters`. */
  parameters: z.record(z.string(), ParameterValue),
  cancelRequested: z.boolean(),
  steps: z.array(StepView),
})
export type RunView = z.infer<typeof RunView>

/** What `POST /api/v1/pipelines/{id}/runs` takes. */
export const SubmitInput = z.object({
  name: z.string().max(200).optional(),
  /** Node ids to compute anew, or `"all"`. */
  force: z.union([z.literal('all'), z.array(z.string())]).optional(),
  /** Run only these nodes and what they need. */
  until: z.array(z.string()).optional(),
  /** Values for the pipeline's parameters, by name; the others have their defaults. A number may also be given as text. */
  parameters: z.record(z.string(), ParameterValue).optional(),
  /** What every step of the run asks of where it runs; a step's own wishes go before it. */
  compute: z.optional(RunCompute),
})
export type SubmitInput = z.infer<typeof SubmitInput>

/** What `POST /api/v1/runs/{id}/rerun` takes. */
export const RerunInput = z.object({
  /** These steps and everything downstream are computed anew. */
  from: z.array(z.string()).optional(),
  /** Run only these nodes and what they need. */
  until: z.array(z.string()).optional(),
  /** Node ids to compute anew besides, or `"all"`. */
  force: z.union([z.literal('all'), z.array(z.string())]).optional(),
})
export type RerunInput = z.infer<typeof RerunInput>

export const LogLine = z.object({
  node: z.string(),
  attempt: z.number().int(),
  seq: z.number().int(),
  stream: z.enum(['stdout', 'stderr', 'system']),
  at: Instant,
  text: z.string(),
})
export type LogLine = z.infer<typeof LogLine>
