import type { z } from 'zod'
import { nodesOf, type NodeRow } from '@/db/queries/cluster-nodes'
import { listTargets as query, targetSamples, waitingFor, type TargetRow } from '@/db/queries/clusters'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { roomOfTarget } from './cluster-of'
import { fits } from './rooms'
import type { NodeView, SamplesQuery, TargetNodes, TargetSamples, TargetView } from './schema'

const pastNodes = 30
/** Fine enough that a burst of a few seconds shows in an hour. */
const points = 1200

/** @throws AppError `not_found` */
export async function requireTarget(ctx: Pick<Context, 'db'>, name: string): Promise<TargetRow> {
  const [row] = await query(ctx.db, name)
  if (!row) throw new AppError('not_found', `There is no compute target called “${name}”. An owner or admin can add one under Compute.`)
  return row
}

/** Every cluster of the studio: they serve all workspaces. Never with their tokens. @throws AppError `forbidden` */
export async function listTargets(ctx: Context): Promise<TargetView[]> {
  authorize(ctx, 'compute.read')
  return (await query(ctx.db)).map(targetView)
}

/** @throws AppError `not_found`, `forbidden` */
export async function readTarget(ctx: Context, name: string): Promise<TargetView> {
  authorize(ctx, 'compute.read')
  const row = await requireTarget(ctx, name)
  const waiting = row.waiting > 0 ? await waitingFor(ctx.db, name, 1000) : []
  const room = roomOfTarget(row)
  return { ...targetView(row), tooLarge: waiting.filter((step) => !fits(room, { cpus: step.cpus, memoryMb: step.memory_mb, gpus: step.gpus, resources: step.resources })).length }
}

/** Its nodes, the latest first, with those of the last days that have ended. @throws AppError `not_found`, `forbidden` */
export async function readNodes(ctx: Context, name: string): Promise<TargetNodes> {
  authorize(ctx, 'compute.read')
  const target = await requireTarget(ctx, name)
  return { nodes: (await nodesOf(ctx.db, target.id, pastNodes)).map((node) => nodeView(node, ctx.workspace.id)) }
}

/** What it had and needed in the last minutes. @throws AppError `not_found`, `forbidden` */
export async function readSamples(ctx: Context, name: string, { minutes }: z.infer<typeof SamplesQuery>): Promise<TargetSamples> {
  authorize(ctx, 'compute.read')
  const target = await requireTarget(ctx, name)
  const rows = await targetSamples(ctx.db, { targetId: target.id, minutes, points })
  return { points: rows.map((row) => ({ ...row, at: iso(row.at) })) }
}

export function targetView(row: TargetRow): TargetView {
  const { config } = row
  return {
    name: row.name,
    engine: row.engine,
    state: row.deleting ? 'deleting' : row.problem ? 'problem' : 'ready',
    problem: row.problem,
    cooling: row.cooling,
    minNodes: row.min_nodes,
    maxNodes: row.max_nodes,
    idleSeconds: row.idle_seconds,
    slots: row.slots,
    cpus: row.cpus,
    memoryMb: row.memory_mb,
    gpus: row.gpus,
    studioUrl: config.studioUrl,
    address: config.address ?? null,
    hosts: config.hosts ?? [],
    keyPath: config.keyPath || null,
    env: config.env,
    tags: config.tags,
    commands: config.commands,
    hasToken: row.secret !== null,
    nodes: row.nodes,
    live: row.live,
    busy: row.busy,
    running: row.running,
    waiting: row.waiting,
    tooLarge: 0,
    createdBy: row.created_by_name,
    createdAt: iso(row.created_at),
  }
}

function nodeView(node: NodeRow, workspaceId: string): NodeView {
  return {
    id: node.id,
    state: node.state,
    reason: node.reason,
    agent: node.agent_id && node.agent_name ? { id: node.agent_id, name: node.agent_name } : null,
    place: node.external_id,
    ...node.room,
    heard: node.beats && !node.stopped,
    createdAt: iso(node.created_at),
    endedAt: (node.state === 'gone' || node.state === 'failed') && node.ended_at ? iso(node.ended_at) : null,
    running: node.running.map((step) => {
      const own = step.workspaceId === workspaceId
      return { runId: own ? step.runId : null, runNumber: own ? step.runNumber : null, name: own ? step.name : 'a step of another workspace', since: iso(step.since) }
    }),
  }
}

const iso = (text: string) => new Date(text).toISOString()
