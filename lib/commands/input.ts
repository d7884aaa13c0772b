import { z } from 'zod'
import { RunCompute } from '@/lib/graph/compute-schema'
import { CommandParameter, EnvVariable } from './schema'

const Command = z.union([z.string().trim().min(1).max(10_000), z.array(z.string().max(10_000)).min(1).max(200)])
const Environment = z.string().regex(/^[a-z][a-z0-9-]{0,39}(@[0-9]{1,9})?$/, 'An environment is written name or name@version')

const Experiment = z.string().trim().min(1).max(500)
const Files = z.array(z.strictObject({ path: z.string().min(1).max(500), text: z.string().max(2_000_000) })).max(1_000)
const Env = z.array(EnvVariable).max(100)

/** What a command with a snapshot needs besides itself, where that is a part of something else. */
export const CommandFields = { experiment: Experiment.optional(), files: Files.optional(), env: Env.optional(), environment: Environment.optional() }

/** What `POST /api/v1/commands` takes, as JSON or as the field `request` beside the files of a form. */
export const RunCommandInput = z.strictObject({
  /** The experiment's name; it is made where there is none. */
  experiment: Experiment.default('Commands'),
  name: z.string().trim().max(200).optional(),
  /** As one line or as words; `{name}` stands for a parameter. It is not a shell. */
  command: Command,
  /** Texts of the snapshot; more come as files of the form. */
  files: Files.default([]),
  parameters: z.array(CommandParameter).max(200).default([]),
  env: Env.default([]),
  environment: Environment.optional(),
  compute: z.optional(RunCompute),
})
export type RunCommandInput = z.input<typeof RunCommandInput>

/** What `POST /api/v1/tracked-runs/{id}/rerun` takes: what is left out stays as it was. */
export const RerunCommandInput = z.strictObject({
  name: z.string().trim().max(200).optional(),
  command: Command.optional(),
  parameters: z.array(CommandParameter).max(200).optional(),
  env: Env.optional(),
  environment: Environment.optional(),
  compute: z.optional(RunCompute),
})
export type RerunCommandInput = z.input<typeof RerunCommandInput>
