import { z } from 'zod'
import { agentHistory, agentLog, agentMetrics } from '@/db/queries/agent-life'
import type { Context } from '@/lib/context'
import { readAgent } from './read'

/** The time that is looked back on, in minutes: a day at most, since no more is kept. */
export const MetricsQuery = z.object({ minutes: z.coerce.number().int().min(5).max(1440).default(60) })

/** Sizes in MB; `cpu` and a GPU's `busy` from 0 to 1. Where the agent was away there is nothing. */
export const AgentMetrics = z.object({
  points: z.array(
    z.object({
      at: z.string(),
      cpu: z.number(),
      memoryUsedMb: z.number(),
      diskFreeMb: z.number().nullable(),
      running: z.number(),
      gpus: z.array(z.object({ uuid: z.string(), busy: z.number().nullable(), memoryUsedMb: z.number().nullable() })),
    }),
  ),
})
export type AgentMetrics = z.infer<typeof AgentMetrics>

export const AgentHistory = z.object({
  /** Latest first, 100 at most. Of another workspace's step only that there was one. */
  attempts: z.array(
    z.object({
      id: z.string(),
      runId: z.string().nullable(),
      runNumber: z.number().int().nullable(),
      node: z.string().nullable(),
      name: z.string(),
      attempt: z.number().int(),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      /** Null while it runs. */
      endReason: z.string().nullable(),
      message: z.string(),
      peakMemoryMb: z.number().nullable(),
    }),
  ),
})
export type AgentHistory = z.infer<typeof AgentHistory>

export const AgentLog = z.object({ log: z.string() })
export type AgentLog = z.infer<typeof AgentLog>

const points = 240

/** What an agent's machine did. @throws AppError `not_found`, `forbidden` */
export async function readAgentMetrics(ctx: Context, id: string, { minutes }: z.infer<typeof MetricsQuery>): Promise<AgentMetrics> {
  await readAgent(ctx, id)
  const rows = await agentMetrics(ctx.db, { agentId: id, minutes, points })
  return {
    points: rows.map((row) => ({ at: iso(row.at), cpu: row.cpu, memoryUsedMb: row.memory_used_mb, diskFreeMb: row.disk_free_mb, running: row.running, gpus: row.gpus })),
  }
}

/** What an agent has run. @throws AppError `not_found`, `forbidden` */
export async function readAgentHistory(ctx: Context, id: string): Promise<AgentHistory> {
  await readAgent(ctx, id)
  const rows = await agentHistory(ctx.db, { agentId: id, limit: 100 })
  return {
    attempts: rows.map((row) => {
      const own = row.workspace_id === ctx.workspace.id
      return {
        id: row.id,
        runId: own ? row.run_id : null,
        runNumber: own ? row.run_number : null,
        node: own ? row.node : null,
        name: own ? row.name || row.node : 'a step of another workspace',
        attempt: row.number,
        startedAt: iso(row.claimed_at),
        endedAt: row.ended_at && iso(row.ended_at),
        endReason: row.end_reason,
        message: own ? row.message : '',
        peakMemoryMb: row.peak_memory_mb,
      }
    }),
  }
}

/** What an agent has said of itself. @throws AppError `not_found`, `forbidden` */
export async function readAgentLog(ctx: Context, id: string): Promise<AgentLog> {
  await readAgent(ctx, id)
  return { log: await agentLog(ctx.db, id) }
}

const iso = (text: string) => new Date(text).toISOString()
