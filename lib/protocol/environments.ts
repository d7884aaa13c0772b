import { z } from 'zod'

/** What an agent is to build; what it does not know of this hash it fetches from the studio. */
export const BuildOrder = z.object({
  name: z.string(),
  version: z.number().int(),
  lockHash: z.string(),
  /** Also where it failed before: a person has asked. */
  again: z.boolean().default(false),
})
export type BuildOrder = z.infer<typeof BuildOrder>

/** Requirements that an agent is to turn into a lock. */
export const ResolveOrder = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  /** Such as `3.12`; empty for any Python that Atelier runs on. */
  python: z.string(),
  /** A requirements.txt with what the step runner needs, and without options. */
  requirements: z.string(),
  /** Lines such as `--extra-index-url …` that are asked besides the host's own index. */
  indexes: z.array(z.string()),
})
export type ResolveOrder = z.infer<typeof ResolveOrder>

/** What an agent builds an environment from. */
export const EnvironmentDefinition = z.object({
  name: z.string(),
  version: z.number().int(),
  /** Of all that follows; see lib/environments/hash.ts. */
  lockHash: z.string(),
  lock: z.string(),
  /** A range such as `>=3.11,<3.15`. */
  python: z.string(),
  /** Set where steps run in a container. */
  image: z.object({ dockerfile: z.string(), systemPackages: z.array(z.string()) }).nullable().default(null),
})
export type EnvironmentDefinition = z.infer<typeof EnvironmentDefinition>

/** How a resolution has ended. */
export const ResolvedRequest = z.object({
  lock: z.string().max(2_000_000).nullable(),
  /** Which package and why, where there is no lock. */
  problem: z.string().max(4_000).default(''),
  /** Of a problem: what was asked for, or this host (no network, no disk). */
  cause: z.enum(['environment', 'host']).default('environment'),
  log: z.string().max(200_000).default(''),
})
export type ResolvedRequest = z.infer<typeof ResolvedRequest>
