import { environmentLog, listAgents, type AgentRow } from '@/db/queries/compute'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { AgentCapabilities } from '@/lib/protocol/messages'
import { authorize } from '@/lib/permissions'
import type { AgentView, ComputeView } from './schema'

/** Every agent of the studio: they serve all workspaces. @throws AppError `forbidden`. */
export async function readCompute(ctx: Context): Promise<ComputeView> {
  authorize(ctx, 'compute.read')
  const agents = await listAgents(ctx.db)
  return { agents: agents.map((agent) => agentView(agent, ctx.workspace.id)) }
}

/** What an environment's build has said on an agent. @throws AppError `not_found`, `forbidden`. */
export async function readEnvironmentLog(ctx: Context, agentId: string, lockHash: string): Promise<{ log: string }> {
  authorize(ctx, 'compute.read')
  const log = /^[0-9a-f-]{36}$/.test(agentId) ? await environmentLog(ctx.db, agentId, lockHash) : undefined
  if (log === undefined) throw new AppError('not_found', 'This agent has no such environment.')
  return { log }
}

function agentView(agent: AgentRow, workspaceId: string): AgentView {
  const iso = (text: string) => new Date(text).toISOString()
  return {
    id: agent.id,
    name: agent.name,
    state: agent.connected ? 'connected' : agent.seen_at ? 'lost' : 'new',
    seenAt: agent.seen_at && iso(agent.seen_at),
    createdAt: iso(agent.created_at),
    capabilities: agent.capabilities && AgentCapabilities.parse(agent.capabilities),
    load: agent.load,
    environments: agent.environments.map((environment) => ({ ...environment, updatedAt: iso(environment.updatedAt) })),
    running: agent.running.map((step) => {
      const own = step.workspaceId === workspaceId
      return { runId: own ? step.runId : null, runNumber: own ? step.runNumber : null, name: own ? step.name || step.node : 'a step of another workspace', since: iso(step.since) }
    }),
  }
}
