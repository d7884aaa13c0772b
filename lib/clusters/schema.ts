import { z } from 'zod'

/** Instants in JSON are ISO 8601 in UTC. */
const Instant = z.string()

export const TargetName = z
  .string()
  .trim()
  .min(1, 'A name is needed')
  .max(40, 'At most 40 characters')
  .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'Use letters, digits and . _ -, beginning with a letter or digit')
  .refine((name) => !['test', 'agents'].includes(name.toLowerCase()), 'This word is taken')

const Address = z
  .string()
  .trim()
  .max(300)
  .refine((text) => /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text), 'Give an address such as http://ray-head:8265, without user or password')
  .transform((text) => text.replace(/\/+$/, ''))

/** `user@host` or `user@host:port`; nothing that ssh could take for an option. */
const Host = z.string().trim().regex(/^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?$/, 'Write each machine as user@host or user@host:port')

const Env = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'A variable is letters, digits and _').max(100), z.string().max(4000).refine((text) => !/[\0\r\n]/.test(text), 'One line each'))

/** Sizes in MB; null where it is not limited. */
const size = {
  minNodes: z.number().int().min(0, 'At least 0').max(100).default(0),
  maxNodes: z.number().int().min(1, 'At least 1').max(100, 'At most 100').default(2),
  idleSeconds: z.number().int().min(0).max(86_400, 'At most a day').default(120),
  slots: z.number().int().min(1, 'At least 1').max(256).default(1),
  cpus: z.number().positive('More than 0').max(4096).nullable().default(null),
  memoryMb: z.number().int().min(256, 'At least 256 MB').max(100_000_000).nullable().default(null),
  gpus: z.number().int().min(0).max(64).default(0),
}

const shared = {
  studioUrl: Address.optional(),
  address: Address.optional(),
  hosts: z.array(Host).max(100).optional(),
  keyPath: z.string().trim().max(400).regex(/^(~?\/[^\0\r\n]*)?$/, 'Give the whole path of the key on the studio’s machine').optional(),
  env: Env.default({}),
  tags: z.array(z.string().trim().min(1).max(40).regex(/^[^\s,]+$/, 'A tag has no spaces and no commas')).max(20).default([]),
  commands: z.boolean().default(false),
}

export const engines = ['processes', 'ssh', 'ray'] as const

const place = { engine: z.enum(engines), ...shared, /** Kept encrypted, never shown again. */ token: z.string().max(4000).optional() }

export const CreateTargetInput = z.object({ name: TargetName, ...place, ...size })
export type CreateTargetInput = z.input<typeof CreateTargetInput>

const optional = <T extends Record<string, z.ZodType>>(fields: T) => z.object(fields).partial()
const plainSize = Object.fromEntries(Object.entries(size).map(([name, field]) => [name, field.removeDefault()])) as { [K in keyof typeof size]: ReturnType<(typeof size)[K]['removeDefault']> }

/** What is left out stays as it is; a token of '' takes the stored one away. */
export const UpdateTargetInput = optional({ ...plainSize, ...shared, env: Env, tags: shared.tags.removeDefault(), commands: z.boolean(), token: z.string().max(4000) })
export type UpdateTargetInput = z.input<typeof UpdateTargetInput>

/** A connection to try; with the name of a target, its stored token where none is given. */
export const TestTargetInput = z.object({ ...place, name: TargetName.optional() })
export type TestTargetInput = z.input<typeof TestTargetInput>

/** What the connection test found, in words. */
export const TestResult = z.object({ message: z.string(), warnings: z.array(z.string()) })
export type TestResult = z.infer<typeof TestResult>

export const TargetView = z.object({
  name: z.string(),
  engine: z.enum(engines),
  /** `ready`: nodes can be had. `problem`: the latest thing that went wrong is in `problem`. `deleting`: its nodes drain. */
  state: z.enum(['ready', 'problem', 'deleting']),
  problem: z.string(),
  /** No launch is tried for a while, after failures. */
  cooling: z.boolean(),
  minNodes: z.number().int(),
  maxNodes: z.number().int(),
  idleSeconds: z.number().int(),
  slots: z.number().int(),
  cpus: z.number().nullable(),
  memoryMb: z.number().nullable(),
  gpus: z.number().int(),
  studioUrl: z.string(),
  address: z.string().nullable(),
  hosts: z.array(z.string()),
  keyPath: z.string().nullable(),
  env: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  commands: z.boolean(),
  hasToken: z.boolean(),
  /** Nodes there or coming, heard of, and holding a lease. */
  nodes: z.number().int(),
  live: z.number().int(),
  busy: z.number().int(),
  /** Steps that name it. */
  running: z.number().int(),
  waiting: z.number().int(),
  /** Of the steps that wait those that ask for more than one of its nodes has; told where one target is read. */
  tooLarge: z.number().int(),
  createdBy: z.string(),
  createdAt: Instant,
})
export type TargetView = z.infer<typeof TargetView>

export const NodeView = z.object({
  id: z.string(),
  state: z.enum(['launching', 'live', 'draining', 'terminating', 'gone', 'failed']),
  reason: z.string(),
  agent: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** A process, a machine or a job. */
  place: z.string(),
  slots: z.number().int(),
  cpus: z.number().nullable(),
  memoryMb: z.number().nullable(),
  gpus: z.number().int(),
  /** By name, what Ray was asked for beside these. */
  resources: z.record(z.string(), z.number()).optional(),
  heard: z.boolean(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
  /** Of another workspace only that there is something. */
  running: z.array(z.object({ runId: z.string().nullable(), runNumber: z.number().int().nullable(), name: z.string(), since: Instant })),
})
export type NodeView = z.infer<typeof NodeView>

export const TargetList = z.object({ targets: z.array(TargetView) })
export type TargetList = z.infer<typeof TargetList>

export const TargetNodes = z.object({ nodes: z.array(NodeView) })
export type TargetNodes = z.infer<typeof TargetNodes>

export const ResourceTotal = z.object({
  /** Ray's own: `CPU`, `GPU`, `memory`, `object_store_memory`, or one that its owner has named. */
  name: z.string(),
  used: z.number(),
  total: z.number(),
  unit: z.enum(['count', 'bytes']),
})
export type ResourceTotal = z.infer<typeof ResourceTotal>

export const TargetResources = z.object({
  /** Null where it is not known. */
  machines: z.number().int().nullable(),
  resources: z.array(ResourceTotal),
  /** Why nothing is known, in words; empty where Ray has answered. */
  problem: z.string(),
  askedAt: Instant,
})
export type TargetResources = z.infer<typeof TargetResources>

export const SamplesQuery = z.object({ minutes: z.coerce.number().int().min(5).max(10_080).default(60) })

export const TargetSamples = z.object({
  points: z.array(z.object({ at: Instant, desired: z.number(), live: z.number(), busy: z.number(), launching: z.number(), running: z.number(), waiting: z.number() })),
})
export type TargetSamples = z.infer<typeof TargetSamples>
