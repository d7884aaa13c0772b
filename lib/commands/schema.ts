import * as z from 'zod/mini'

const sha256 = /^[0-9a-f]{64}$/
/** A file of a snapshot: below its folder, by its content. */
export const CodeFile = z.object({ path: z.string(), digest: z.string().check(z.regex(sha256)), size: z.number() })
export type CodeFile = z.infer<typeof CodeFile>

export const NameText = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/
export const CommandParameter = z.object({ name: z.string().check(z.regex(NameText, 'A parameter is named by letters, digits, _ and -')), value: z.union([z.number(), z.boolean(), z.string().check(z.maxLength(5_000))]) })
export type CommandParameter = z.infer<typeof CommandParameter>

export const EnvVariable = z.object({ name: z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'A variable is named by letters, digits and _')), value: z.string().check(z.maxLength(10_000)) })
export type EnvVariable = z.infer<typeof EnvVariable>

/** A command with all that its run needs, as it is kept with the run. */
export const CommandSpec = z.object({
  /** The program and its arguments; `{name}` stands for a parameter's value. */
  words: z.array(z.string()),
  files: z.array(CodeFile),
  parameters: z.array(CommandParameter),
  env: z.array(EnvVariable),
  /** `name` or `name@version`. */
  environment: z.string(),
})
export type CommandSpec = z.infer<typeof CommandSpec>

/** What the page of a run shows of its command. */
export const CommandView = z.object({
  ...CommandSpec.shape,
  /** The words with the values in place of their names. */
  filled: z.array(z.string()),
  runId: z.string(),
  runNumber: z.number(),
  /** The environment's version and the hash of its lock, as the run had it. */
  lockHash: z.nullable(z.string()),
  resolvedEnvironment: z.nullable(z.string()),
  rerunOf: z.nullable(z.string()),
})
export type CommandView = z.infer<typeof CommandView>

export const standardEnvironment = 'tracking'
