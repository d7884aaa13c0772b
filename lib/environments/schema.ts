import * as z from 'zod/mini'

/** Pythons that steps run on, oldest first. Chosen by a custom environment; empty means any of them. */
export const pythonVersions = ['3.11', '3.12', '3.13', '3.14'] as const

export const EnvironmentName = z
  .string()
  .check(z.trim(), z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'A name has 1 to 40 small letters, digits or hyphens and begins with a letter'))

const Version = z.number().check(z.int(), z.positive())

const SystemPackage = z.string().check(z.trim(), z.regex(/^[a-z0-9][a-z0-9+.-]*$/, 'A system package is named as Debian names it, such as libgl1'))

const contents = {
  description: z._default(z.string().check(z.trim(), z.maxLength(300, 'The description has at most 300 characters')), ''),
  /** One of `pythonVersions`; empty for any. */
  python: z._default(z.enum(['', ...pythonVersions], 'Steps run on Python 3.11 to 3.14: choose one of them, or leave it open'), ''),
  /** As in a requirements.txt. Needed unless `lock` is given. */
  requirements: z._default(z.string().check(z.maxLength(50_000, 'Requirements have at most 50,000 characters')), ''),
  /** A whole lock with versions and hashes, as `uv pip compile --generate-hashes` writes it. */
  lock: z._default(z.string().check(z.maxLength(2_000_000, 'A lock has at most 2,000,000 characters')), ''),
  systemPackages: z._default(z.array(SystemPackage).check(z.maxLength(100)), []),
  dockerfile: z._default(z.string().check(z.maxLength(50_000, 'A Dockerfile has at most 50,000 characters')), ''),
  note: z._default(z.string().check(z.trim(), z.maxLength(2_000, 'A note has at most 2,000 characters')), ''),
}

/** What `POST /api/v1/environments` takes. */
export const CreateEnvironmentInput = z.object({ name: EnvironmentName, ...contents })
export type CreateEnvironmentInput = z.input<typeof CreateEnvironmentInput>

/** What `POST /api/v1/environments/{name}/versions` takes. */
export const EnvironmentVersionInput = z.object({
  ...contents,
  /** The version that this one was made from: refused where a newer one has come since. */
  after: z.optional(Version),
})
export type EnvironmentVersionInput = z.input<typeof EnvironmentVersionInput>

export const ChangeEnvironmentInput = z.object({ archived: z.boolean() })
export type ChangeEnvironmentInput = z.input<typeof ChangeEnvironmentInput>

/** What `POST /api/v1/environments/{name}/prewarm` takes. Without agents: every one that is connected and has Python. */
export const PrewarmInput = z.object({ version: z.optional(Version), agents: z.optional(z.array(z.uuid()).check(z.minLength(1))) })
export type PrewarmInput = z.input<typeof PrewarmInput>

export type EnvironmentKind = 'curated' | 'custom'
/** `resolving`: an agent turns the requirements into a lock. Curated ones are always `ready`. */
export type EnvironmentStage = 'resolving' | 'ready' | 'failed'

/** An environment's latest state on one agent. Instants are ISO 8601 in UTC. */
export interface EnvironmentOnAgent {
  agentId: string
  agent: string
  connected: boolean
  state: 'absent' | 'building' | 'ready' | 'failed'
  /** Packages done and in all, while building. */
  done: number
  total: number
  message: string
  /** Of a failure: what was asked for, or the host, which tries again by itself. */
  cause: 'environment' | 'host' | null
  sizeMb: number | null
  usedAt: string | null
  /** A person asked for it and the agent has not begun. */
  wanted: boolean
  updatedAt: string
}

/** One environment as the list shows it: its newest version. */
export interface EnvironmentSummary {
  name: string
  kind: EnvironmentKind
  title: string
  description: string
  version: number
  stage: EnvironmentStage
  message: string
  /** A range such as `>=3.11,<3.15`. */
  python: string
  /** Steps run in a container, on hosts that have podman or docker. */
  container: boolean
  packages: number
  archived: boolean
  createdBy: string | null
  createdAt: string | null
  /** When a step of this workspace last ran in any of its versions. */
  usedAt: string | null
  agents: EnvironmentOnAgent[]
}

export interface EnvironmentVersion {
  version: number
  stage: EnvironmentStage
  note: string
  createdBy: string | null
  createdAt: string | null
}

/** One version with all that belongs to it. */
export interface EnvironmentView extends EnvironmentSummary {
  latest: number
  lockHash: string | null
  lock: string
  requirements: string
  /** As chosen: one of `pythonVersions` or empty. */
  pythonChoice: string
  systemPackages: string[]
  dockerfile: string
  note: string
  /** What was said while it was resolved. */
  log: string
  /** Newest first; empty for a curated one. */
  versions: EnvironmentVersion[]
  /** The latest runs of this workspace with a step in this version. */
  runs: { id: string; number: number; name: string; state: string; createdAt: string }[]
}
