import { z } from 'zod'
import { BuildOrder, ResolveOrder } from './environments'
import { endReasons } from './states'

/** sha256 in hex of a blob's bytes. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)

const Json = z.record(z.string(), z.unknown())

/** An artifact at a port: one blob, and what the studio shows of it without opening it. */
export const Output = z.object({
  type: z.string(),
  digest: Digest,
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** For a table `{rows, columns}`; for a model its card; for an evaluation its headline metrics. */
  meta: Json.default({}),
})
export type Output = z.infer<typeof Output>

export const EnvironmentRef = z.object({ name: z.string(), version: z.number().int(), lockHash: z.string() })
export type EnvironmentRef = z.infer<typeof EnvironmentRef>

/** One with `sometimes` may stay unwritten. */
const StepOutputs = z.array(z.object({ port: z.string(), type: z.string(), sometimes: z.boolean().optional() }))

/** What an agent may do for one attempt at one step. Every later write repeats `id` and `fence`. */
export const Lease = z.object({
  id: z.string(),
  /** Grows with every claim anywhere; an older one is refused. */
  fence: z.number().int(),
  attempt: z.number().int(),
  /** Reaches this lease's inputs and outputs only. */
  jobToken: z.string(),
  runId: z.string(),
  step: z.object({ id: z.string(), node: z.string(), name: z.string(), component: z.string(), params: Json }),
  inputs: z.record(z.string(), Output),
  /** Blobs that the step reads besides its inputs: the data asset of an import. */
  assets: z.array(Digest).default([]),
  outputs: StepOutputs,
  environment: EnvironmentRef.nullable(),
  memoryMb: z.number().int().nullable(),
  /** What a person asked for: the step gets that much and no more. */
  memoryLimitMb: z.number().int().nullable().default(null),
  /** UUIDs of the GPUs that are its own while it runs. */
  gpus: z.array(z.string()).default([]),
  timeoutSeconds: z.number().int().nullable(),
  /** Milliseconds until the lease expires unless renewed, by the server's clock. */
  ttlMs: z.number().int(),
  /** A hint of the step that alone follows this one and takes all it needs from it: by input port, an output port of this step. No leave to tell anything of it. */
  ahead: z.object({ component: z.string(), params: Json, inputs: z.record(z.string(), z.string()), outputs: StepOutputs }).optional(),
})
export type Lease = z.infer<typeof Lease>

export const AgentCapabilities = z.object({
  cpus: z.number(),
  memoryMb: z.number().int(),
  platform: z.string(),
  agentVersion: z.string(),
  /** Null where no usable Python was found; `problem` then says what to install. */
  python: z.object({ version: z.string(), path: z.string() }).nullable(),
  pythonProblem: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  /** How many steps run at once. */
  slots: z.number().int().positive(),
  /** Its owner lets steps run programs of the machine. */
  commands: z.boolean().optional(),
  gpus: z.array(z.object({ uuid: z.string(), name: z.string(), memoryMb: z.number().int() })).default([]),
  /** Of its own making, by name, such as licences: how many of each. */
  resources: z.record(z.string(), z.number()).default({}),
  /** On the disk of the agent's folder, when it started. */
  diskFreeMb: z.number().int().nullable().default(null),
  /** Versions of the Python interpreters found, such as `3.12.4`. */
  pythons: z.array(z.string()).default([]),
  /** The container program of this host that steps may use. */
  containers: z.enum(['podman', 'docker']).nullable().default(null),
  /** Name of the compute target whose node this is. */
  target: z.string().nullable().default(null),
  /** Which of the studio's bundles it runs; null where it was started from a clone. */
  bundle: z.string().nullable().default(null),
  /** Who started it starts it again whenever it ends: drained or stopped it stays, idle, until it is resumed. */
  stays: z.boolean().default(false),
})
/** As stored: an agent that registered before a field existed lacks it. */
export type AgentCapabilities = z.input<typeof AgentCapabilities>

export const EnvironmentState = z.object({
  name: z.string(),
  version: z.number().int(),
  lockHash: z.string(),
  state: z.enum(['absent', 'building', 'ready', 'failed']),
  /** Packages done and in all, while building. */
  done: z.number().int().default(0),
  total: z.number().int().default(0),
  message: z.string().default(''),
  /** Of a failure: what was asked for, where nothing but a change helps, or the host, which tries again by itself. */
  cause: z.enum(['environment', 'host']).nullable().default(null),
  /** On the agent's disk, once it is ready. */
  sizeMb: z.number().int().nullable().default(null),
  /** When a step last ran in it there, ISO 8601. */
  usedAt: z.string().nullable().default(null),
})
export type EnvironmentState = z.infer<typeof EnvironmentState>

export const HeldLease = z.object({ id: z.uuid(), fence: z.number().int() })
export const HelloRequest = z.object({
  name: z.string(),
  capabilities: AgentCapabilities,
  /** Leases of the agent's former process whose children still run, or have left a result. */
  held: z.array(HeldLease).default([]),
})
export type HelloRequest = z.input<typeof HelloRequest>
/** The studio's answer tells which curated environments exist, with their lock files. */
export const HelloResponse = z.object({
  agentId: z.string(),
  heartbeatMs: z.number().int(),
  /** Names this process of the agent; a heartbeat of a former one is refused. */
  session: z.string(),
  /** For each lease of `held`: go on with it, its log from line `nextSeq` on, or end what it has started. */
  held: z.array(z.object({ id: z.string(), verdict: z.enum(['keep', 'kill']), nextSeq: z.number().int() })).default([]),
  environments: z.array(EnvironmentRef.extend({ lock: z.string(), python: z.string() })),
})
export type HelloResponse = z.infer<typeof HelloResponse>

/** What a machine does now. `cpu` and a GPU's `busy` go from 0 to 1; a size that could not be measured is null. */
export const AgentLoad = z.object({
  cpu: z.number(),
  memoryUsedMb: z.number(),
  diskFreeMb: z.number().nullable().default(null),
  diskTotalMb: z.number().nullable().default(null),
  gpus: z.array(z.object({ uuid: z.string(), busy: z.number().nullable(), memoryUsedMb: z.number().nullable() })).default([]),
  /** Steps that run now. */
  running: z.number().int().nonnegative().default(0),
  /** Blobs that the agent keeps for later steps. */
  cache: z.object({ blobs: z.number().int(), bytes: z.number() }).nullable().default(null),
})
/** As stored: what an older agent sent lacks the newer fields. */
export type AgentLoad = z.input<typeof AgentLoad>

/**
 * What an agent is to do: take steps; take none for now; finish what it has, then end; hand back what it has and end.
 */
export const AgentOrder = z.enum(['work', 'pause', 'drain', 'stop'])
export type AgentOrder = z.infer<typeof AgentOrder>

export const HeartbeatRequest = z.object({
  session: z.string(),
  environments: z.array(EnvironmentState),
  /** Leases that this agent still holds, so that the studio answers keep or kill. */
  leases: z.array(z.object({ id: z.string(), fence: z.number().int() })),
  load: AgentLoad,
  buildLog: z.array(z.object({ lockHash: z.string(), line: z.string() })).default([]),
  pythonProblem: z.string().nullable().default(null),
  python: z.object({ version: z.string(), path: z.string() }).nullable().default(null),
  /** What the agent has said of itself since the last one, line by line. */
  log: z.array(z.string()).default([]),
  /** What it takes its orders to be, so that others are told of at once. */
  orders: AgentOrder.default('work'),
  /** It has done what it was ordered to, or ends now: this is its last heartbeat, or the last before it is resumed. */
  bye: z.boolean().default(false),
  /** How long the studio may hold the answer; it comes at once when one of the leases is to be cancelled. */
  waitMs: z.number().int().min(0).max(25_000).default(0),
})
export type HeartbeatRequest = z.infer<typeof HeartbeatRequest>
export const LeaseVerdict = z.object({ id: z.string(), verdict: z.enum(['keep', 'cancel', 'kill']) })
export const HeartbeatResponse = z.object({
  leases: z.array(LeaseVerdict),
  orders: z.object({ state: AgentOrder }).default({ state: 'work' }),
  /** Environments to build now. */
  builds: z.array(BuildOrder).default([]),
  /** Requirements to turn into a lock. */
  resolutions: z.array(ResolveOrder).default([]),
})
export type HeartbeatResponse = z.infer<typeof HeartbeatResponse>

export const ClaimRequest = z.object({
  session: z.string(),
  /** Free slots. */
  slots: z.number().int().positive(),
  /** How long the studio may hold the request open when nothing is ready. */
  waitMs: z.number().int().min(0).max(25_000),
  /** Lock hashes of the environments ready on this host. */
  ready: z.array(z.string()),
  /** True where Python steps can run here at all. */
  python: z.boolean(),
  /** True where steps may run programs of the machine. */
  commands: z.boolean().optional(),
})
export type ClaimRequest = z.infer<typeof ClaimRequest>
export const ClaimResponse = z.object({ leases: z.array(Lease) })
export type ClaimResponse = z.infer<typeof ClaimResponse>

export const LogChunk = z.object({
  /** Counts from 0 in each attempt; a repeated one is dropped. */
  seq: z.number().int().nonnegative(),
  stream: z.enum(['stdout', 'stderr', 'system']),
  text: z.string(),
  /** Milliseconds since the Unix epoch by the agent's clock, which `clock` of the request sets right. */
  at: z.number(),
})
export type LogChunk = z.infer<typeof LogChunk>
/** Milliseconds since the Unix epoch that the agent's clock shows as it sends this; it may be wrong. */
const Clock = z.number().optional()
export const LogRequest = z.object({ fence: z.number().int(), clock: Clock, chunks: z.array(LogChunk) })

/** Milliseconds spent in each part of an attempt. */
export const Phases = z.object({ starting: z.number(), loading: z.number(), running: z.number(), saving: z.number() }).partial()
export type Phases = z.infer<typeof Phases>

export const DoneRequest = z.object({
  fence: z.number().int(),
  endReason: z.enum(endReasons),
  message: z.string().default(''),
  outputs: z.record(z.string(), Output).default({}),
  metrics: z.record(z.string(), z.number()).default({}),
  phases: Phases.default({}),
  peakMemoryMb: z.number().nullable().default(null),
  /** The last log chunks, so that a short step costs one request. */
  logs: z.array(LogChunk).default([]),
  clock: Clock,
  /** The step is not to blame: the agent stops, and gives back what it had begun. */
  handedBack: z.boolean().optional(),
  /** Claims the next ready step in the same round trip. */
  claim: ClaimRequest.nullable().default(null),
})
export type DoneRequest = z.infer<typeof DoneRequest>
export const DoneResponse = z.object({ next: z.array(Lease) })
export type DoneResponse = z.infer<typeof DoneResponse>
