import { z } from 'zod'
import { CommandFields } from '@/lib/commands/input'
import { RunCompute } from '@/lib/graph/compute-schema'
import { Objective, Space, Stopping, SweepValues, sweepMethods } from './schema'

/** What `POST /api/v1/sweeps` takes. */
export const CreateSweepInput = z.strictObject({
  name: z.string().trim().max(200).optional(),
  /** The id of a pipeline of the workspace, or its name where only one has it. */
  pipeline: z.string().min(1).optional(),
  /** Instead of a pipeline: a program with its arguments, as one line or as words; `{name}` stands for a parameter. */
  command: z.union([z.string().min(1).max(10_000), z.array(z.string().max(10_000)).min(1).max(200)]).optional(),
  /** Of a command without code: a folder on the agent's machine. */
  folder: z.string().max(1_000).optional(),
  /** With one of these, or with files beside it in a form, the command runs with a snapshot of its code: each trial is a run of the experiment. */
  ...CommandFields,
  parameters: Space,
  /** Values of other parameters, equal in all trials. */
  fixed: z.optional(SweepValues),
  method: z.enum(sweepMethods).default('random'),
  objective: Objective,
  stopping: z.optional(Stopping),
  limits: z
    .strictObject({
      trials: z.number().int().min(1).max(2_000).optional(),
      parallel: z.number().int().min(1).max(64).optional(),
      minutes: z.number().positive().max(100_000).nullable().optional(),
    })
    .optional(),
  seed: z.number().int().min(0).max(2 ** 31 - 1).optional(),
  compute: z.optional(RunCompute),
})
export type CreateSweepInput = z.input<typeof CreateSweepInput>

/** What `POST /api/v1/sweeps/{id}/resume` takes: limits to go on with. */
export const ResumeSweepInput = z.strictObject({
  trials: z.number().int().min(1).max(2_000).optional(),
  parallel: z.number().int().min(1).max(64).optional(),
  minutes: z.number().positive().max(100_000).nullable().optional(),
})
export type ResumeSweepInput = z.input<typeof ResumeSweepInput>

/** What `POST /api/v1/sweeps/{id}/promote` takes. */
export const PromoteInput = z.strictObject({
  /** Which trial; without it the best. */
  trial: z.number().int().positive().optional(),
  /** Make its values the defaults of the pipeline's parameters. */
  defaults: z.boolean().default(true),
  /** Register the model that it trained under this name, as its next version. */
  model: z.string().trim().min(1).max(256).optional(),
})
export type PromoteInput = z.input<typeof PromoteInput>
