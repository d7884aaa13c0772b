import { z } from 'zod'
import { AgentCapabilities, AgentLoad } from '@/lib/protocol/messages'

/** Instants in JSON are ISO 8601 in UTC. */
const Instant = z.string()

export const AgentEnvironmentView = z.object({
  name: z.string(),
  version: z.number().int(),
  lockHash: z.string(),
  state: z.enum(['absent', 'building', 'ready', 'failed']),
  /** Packages done and in all, while building. */
  done: z.number().int(),
  total: z.number().int(),
  message: z.string(),
  updatedAt: Instant,
})
export type AgentEnvironmentView = z.infer<typeof AgentEnvironmentView>

/**
 * `new`: it has never connected. `connected`: it waits for steps. `busy`: it runs some. `paused`: it takes none. `draining`: it ends
 * when it has done what it runs. `stopped`: it said that it ends. `lost`: it has not been heard of, and has not said why.
 */
export const AgentState = z.enum(['new', 'connected', 'busy', 'paused', 'draining', 'stopped', 'lost'])
export type AgentState = z.infer<typeof AgentState>

export const AgentView = z.object({
  id: z.string(),
  name: z.string(),
  state: AgentState,
  /** Why it is paused, and until when where that is known. */
  note: z.string(),
  pausedUntil: Instant.nullable(),
  /** The one that the studio hands out now is another. */
  outdated: z.boolean(),
  seenAt: Instant.nullable(),
  createdAt: Instant,
  capabilities: AgentCapabilities.nullable(),
  /** `cpu` is how busy the processors are, from 0 to 1. */
  load: AgentLoad.nullable(),
  environments: z.array(AgentEnvironmentView),
  /** What it runs now; of another workspace only that there is something. */
  running: z.array(z.object({ runId: z.string().nullable(), runNumber: z.number().int().nullable(), name: z.string(), since: Instant })),
})
export type AgentView = z.infer<typeof AgentView>

export const ComputeView = z.object({ agents: z.array(AgentView) })
export type ComputeView = z.infer<typeof ComputeView>
