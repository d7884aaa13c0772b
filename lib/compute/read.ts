import { z } from 'zod'
import { environmentLog, listAgents, type AgentRow } from '@/db/queries/compute'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { AgentCapabilities, AgentLoad } from '@/lib/protocol/messages'
import { environmentNames, type EnvironmentName } from '@/lib/environments/names'
import { authorize } from '@/lib/permissions'
import { bundleVersion } from './bundle'
import type { AgentState, AgentView, ComputeView } from './schema'

/** Every agent of the studio: they serve all workspaces. @throws AppError `forbidden`. */
export async function readCompute(ctx: Context): Promise<ComputeView> {
  authorize(ctx, 'compute.read')
  const [agents, bundle, shown] = await Promise.all([listAgents(ctx.db), bundleVersion(), environmentNames(ctx)])
  return { agents: agents.map((agent) => agentView(agent, ctx.workspace.id, bundle, shown)) }
}

/** One agent. @throws AppError `not_found`, `forbidden`. */
export async function readAgent(ctx: Context, id: string): Promise<AgentView> {
  authorize(ctx, 'compute.read')
  const [[agent], bundle, shown] = await Promise.all([z.uuid().safeParse(id).success ? listAgents(ctx.db, id) : [], bundleVersion(), environmentNames(ctx)])
  if (!agent) throw new AppError('not_found', 'There is no such agent any more.')
  return agentView(agent, ctx.workspace.id, bundle, shown)
}

/** What an environment's build has said on an agent. @throws AppError `not_found`, `forbidden`. */
export async function readEnvironmentLog(ctx: Context, agentId: string, lockHash: string): Promise<{ log: string }> {
  authorize(ctx, 'compute.read')
  const visible = (await environmentNames(ctx)).has(lockHash)
  const log = visible && /^[0-9a-f-]{36}$/.test(agentId) ? await environmentLog(ctx.db, agentId, lockHash) : undefined
  if (log === undefined) throw new AppError('not_found', 'This agent has no such environment.')
  return { log }
}

function agentView(agent: AgentRow, workspaceId: string, bundle: string | null, shown: Map<string, EnvironmentName>): AgentView {
  const iso = (text: string) => new Date(text).toISOString()
  const capabilities = agent.capabilities && AgentCapabilities.parse(agent.capabilities)
  const state = agentState(agent)
  return {
    id: agent.id,
    name: agent.name,
    state,
    note: agent.orders === 'pause' ? agent.note : '',
    pausedUntil: agent.orders === 'pause' && agent.paused_until ? iso(agent.paused_until) : null,
    outdated: Boolean(bundle && capabilities?.bundle && capabilities.bundle !== bundle),
    seenAt: agent.seen_at && iso(agent.seen_at),
    createdAt: iso(agent.created_at),
    capabilities,
    load: agent.load && AgentLoad.parse(agent.load),
    environments: agent.environments
      // What was evicted is of no interest here; another workspace's are none of this one's business.
      .filter((environment) => environment.state !== 'absent' && shown.has(environment.lockHash))
      .map((environment) => ({ ...environment, ...shown.get(environment.lockHash), updatedAt: iso(environment.updatedAt) })),
    running: agent.running.map((step) => {
      const own = step.workspaceId === workspaceId
      return { runId: own ? step.runId : null, runNumber: own ? step.runNumber : null, name: own ? step.name || step.node : 'a step of another workspace', since: iso(step.since) }
    }),
  }
}

function agentState(agent: AgentRow): AgentState {
  if (!agent.seen_at) return 'new'
  if (agent.stopped_at) return 'stopped'
  if (!agent.connected) return 'lost'
  if (agent.orders === 'drain' || agent.orders === 'stop') return 'draining'
  if (agent.orders === 'pause') return 'paused'
  return agent.running.length > 0 ? 'busy' : 'connected'
}
