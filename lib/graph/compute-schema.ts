import * as z from 'zod/mini'

/** What a run or a step asks of where it runs. What is left out is not asked for. */
export const RunCompute = z.object({
  /** A compute target's name; without it any agent of none takes the step. */
  target: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  cpus: z.optional(z.number().check(z.gt(0), z.lte(4096))),
  memoryMb: z.optional(z.number().check(z.int(), z.gte(1), z.lte(100_000_000))),
  gpus: z.optional(z.number().check(z.int(), z.gte(0), z.lte(64))),
  /** An agent must have all of them. */
  tags: z.optional(z.array(z.string().check(z.regex(/^[^\s,]{1,40}$/, 'A tag has 1 to 40 characters, no spaces and no commas'))).check(z.maxLength(20))),
  /** Of the agent's or Ray's own making, by name, such as licences or a kind of card: how many of each. */
  resources: z.optional(z.record(z.string().check(z.regex(/^[A-Za-z][\w.:-]{0,59}$/, 'A resource is named by letters, digits and . _ : -')), z.number().check(z.gt(0), z.lte(1_000_000)))),
  /** Among steps that wait, the higher goes first; 0 where left out. */
  priority: z.optional(z.number().check(z.int(), z.gte(-100), z.lte(100))),
  /** Longest time that one attempt may take, in seconds; then it ends as `timeout`. */
  timeoutSeconds: z.optional(z.number().check(z.int(), z.gte(1), z.lte(2_000_000))),
})
export type RunCompute = z.infer<typeof RunCompute>

/** A step's own wishes: they go before those of its run. */
export const StepCompute = z.extend(RunCompute, {
  /** Of a Python step: `name@version`, or a name alone for its newest version. */
  environment: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}(@[0-9]{1,9})?$/, 'An environment is written name@version'))),
})
export type StepCompute = z.infer<typeof StepCompute>
