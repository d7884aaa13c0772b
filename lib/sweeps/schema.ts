import * as z from 'zod/mini'
import { CodeFile, EnvVariable } from '@/lib/commands/schema'
import { RunCompute } from '@/lib/graph/compute-schema'
import { ParameterName } from '@/lib/graph/parameter-schema'

export const SweepValue = z.union([z.number(), z.string().check(z.maxLength(10_000)), z.boolean()])
export type SweepValue = z.infer<typeof SweepValue>
/** One trial's values, by parameter. */
export const SweepValues = z.record(z.string(), SweepValue)
export type SweepValues = z.infer<typeof SweepValues>

const Listed = z.strictObject({ values: z.array(SweepValue).check(z.minLength(1, 'Name at least one value'), z.maxLength(100, 'Name at most 100 values')) })
const Range = z.strictObject({
  min: z.number(),
  max: z.number(),
  scale: z._default(z.enum(['linear', 'log']), 'linear'),
  /** Whole numbers only. */
  whole: z._default(z.boolean(), false),
  /** Into how many values a grid cuts it, its ends among them. */
  points: z._default(z.number().check(z.int(), z.gte(2), z.lte(100)), 5),
})
/** The values that a parameter may take: those listed, or any between two ends, both included. */
export const Domain = z.union([Listed, Range])
export type Domain = z.infer<typeof Domain>
export const Space = z.record(ParameterName, Domain)
export type Space = z.infer<typeof Space>

export const sweepMethods = ['grid', 'random', 'bayesian'] as const
export type SweepMethod = (typeof sweepMethods)[number]

export const Objective = z.strictObject({
  metric: z.string().check(z.minLength(1, 'Name the metric that is to be best'), z.maxLength(250)),
  /** The step that measures it, where several do. */
  node: z.optional(z.string().check(z.maxLength(64))),
  direction: z.enum(['maximize', 'minimize']),
})
export type Objective = z.infer<typeof Objective>

const whole = (low: number, high: number) => z.number().check(z.int(), z.gte(low), z.lte(high))

export const Stopping = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('none') }),
  /** Stops a trial whose best value so far is worse than the median of what ended trials had at the same step. */
  z.strictObject({ rule: z.literal('median'), trials: z._default(whole(1, 100), 5), from: z._default(whole(0, 1_000_000), 1) }),
  /** Successive halving in several brackets: of those that reach a rung, the best `1 / factor` go on. */
  z.strictObject({ rule: z.literal('hyperband'), from: z._default(whole(1, 1_000_000), 1), to: whole(2, 10_000_000), factor: z._default(whole(2, 10), 3) }),
])
export type Stopping = z.infer<typeof Stopping>

export const Limits = z.strictObject({
  trials: whole(1, 2_000),
  parallel: z._default(whole(1, 64), 2),
  /** After so many minutes of going on no further trial begins; null: no such limit. */
  minutes: z._default(z.nullable(z.number().check(z.positive(), z.lte(100_000))), null),
})
export type Limits = z.infer<typeof Limits>

export const SweepCommand = z.strictObject({
  /** The program and its arguments; `{name}` stands for a parameter's value. */
  words: z.array(z.string().check(z.maxLength(10_000))).check(z.minLength(1, 'Name the program to run'), z.maxLength(200)),
  /** A folder on the agent's machine; empty: an empty one of its own. */
  folder: z._default(z.string().check(z.maxLength(1_000)), ''),
  /** A snapshot of its code, in which each trial runs as a run of an experiment; without it the program is one of the agent's machine. */
  code: z.optional(z.object({ files: z.array(CodeFile), env: z.array(EnvVariable), environment: z.string(), experimentId: z.string() })),
})
export type SweepCommand = z.infer<typeof SweepCommand>

/** What was asked for, as it is kept. */
export const SweepConfig = z.object({
  method: z.enum(sweepMethods),
  space: Space,
  /** The parameters as they were declared: JSON in the database keeps no order. */
  order: z.optional(z.array(z.string())),
  /** Values of other parameters of the pipeline, equal in all trials. */
  fixed: z._default(SweepValues, {}),
  command: z.optional(SweepCommand),
  objective: Objective,
  stopping: Stopping,
  limits: Limits,
  seed: z.number(),
  compute: z.optional(RunCompute),
})
export type SweepConfig = z.infer<typeof SweepConfig>

/** `failed`: it ended by itself because its trials or its pipeline cannot run. */
export const sweepStates = ['running', 'paused', 'finished', 'stopped', 'failed'] as const
export type SweepState = (typeof sweepStates)[number]
/** `stopped`: ended early because others did better. */
export const trialStates = ['running', 'succeeded', 'stopped', 'failed', 'cancelled'] as const
export type TrialState = (typeof trialStates)[number]

/** A value on the way, at a step that counts epochs, rounds or the like. */
export interface Intermediate {
  step: number
  value: number
}

/** The space in the order in which its parameters were declared. */
export function inOrder<C extends Pick<SweepConfig, 'space' | 'order'>>(config: C): C {
  const names = [...(config.order ?? []).filter((name) => name in config.space), ...Object.keys(config.space).filter((name) => !config.order?.includes(name))]
  return { ...config, space: Object.fromEntries(names.map((name) => [name, config.space[name]!])) }
}
