import type { Database } from '@/db/client'
import { drainAgentOf, insertNode, moveNode, nodesOf, noteLaunched, setNodeJoin, type NodeRow } from '@/db/queries/cluster-nodes'
import { insertSample, listTargets, noteFailure, noteProblem, noteSuccess, removeTarget, waitingFor, type TargetRow } from '@/db/queries/clusters'
import { removeAgent } from '@/db/queries/compute'
import { forgetAgent } from '@/lib/compute/identify-agent'
import { mintToken, tokenHash } from '@/lib/compute/token'
import { clusterOf, roomOfTarget } from './cluster-of'
import { decide, type DecideNode, type Decision } from './decide'
import { joinNode } from './join-node'
import { providerOf } from './providers'
import { ProviderError, type Provider, type Seen } from './providers/types'
import { settleNode, type Move, type Sight } from './settle-node'

export interface ScaleOptions {
  db: Database
  /** Tells the agent of a changed order at once. */
  hint: (agentId: string) => void
  /** For tests: another way to have nodes. */
  provider?: (target: TargetRow) => Provider
}

/** A launch that is not heard of after this long has failed. Ray may have to grow first. */
const launchSeconds = { processes: 60, ssh: 120, ray: 900 }
const sampleMs = 15_000

const busy = new Set<string>()
const tries = new Map<string, number>()
const samples = new Map<string, { at: number; said: string }>()

/** Looks after every cluster once: on one replica, every few seconds. A slow one holds up no other. */
export async function scaleClusters(options: ScaleOptions): Promise<void> {
  await Promise.all((await listTargets(options.db)).map((target) => scaleOnce(target, options)))
}

async function scaleOnce(target: TargetRow, options: ScaleOptions): Promise<void> {
  // The former look may still wait for an answer.
  if (busy.has(target.id)) return
  busy.add(target.id)
  try {
    await scale(target, options)
  } catch (error) {
    await noteProblem(options.db, target.id, sentence(error)).catch(() => {})
  } finally {
    busy.delete(target.id)
  }
}

async function scale(target: TargetRow, options: ScaleOptions): Promise<void> {
  const { db } = options
  const provider = options.provider?.(target) ?? providerOf(target.engine, clusterOf(target), async (token, name) => {
    const made = await joinNode(db, token, name)
    if (!made) throw new ProviderError('Its agent was made already; another launch follows.')
    return made
  })
  await settleAll(target, provider, options)
  const nodes = await nodesOf(db, target.id, 0)
  const waiting = await waitingFor(db, target.name, 10_000)
  const decision = decide(
    { minNodes: target.min_nodes, maxNodes: target.max_nodes, idleSeconds: target.idle_seconds, room: roomOfTarget(target), cut: target.engine === 'ray', cooling: target.cooling, deleting: target.deleting },
    nodes.flatMap(decisionNode),
    waiting.map((step) => ({ id: step.id, cpus: step.cpus, memoryMb: step.memory_mb, gpus: step.gpus, resources: step.resources })),
  )
  for (const { id, reason } of decision.drain) await drain(nodes.find((node) => node.id === id)!, reason, options)
  for (const room of decision.launch) {
    const id = await insertNode(db, { targetId: target.id, room, maxNodes: target.max_nodes, launchSeconds: launchSeconds[target.engine] })
    if (id) await launch(target, provider, { id, room, external_id: '' }, options)
  }
  await sample(target, nodes, waiting.length, decision, db)
  if (target.deleting && nodes.length === 0) await removeTarget(db, target.id)
}

/** Asks the provider, and moves every node to where it is by what is known now. */
async function settleAll(target: TargetRow, provider: Provider, options: ScaleOptions): Promise<void> {
  const { db } = options
  const nodes = await nodesOf(db, target.id, 0)
  if (nodes.length === 0) return lookAlone(target, provider, db)
  const seen = await look(target, provider, nodes, db)
  for (const node of nodes) {
    const sight: Sight = seen === 'silence' ? 'silence' : (seen.get(node.id) ?? 'absent')
    const move = settleNode(node, sight)
    if (move) await apply(target, node, move, options)
    else if (node.state === 'launching' && !node.launched && sight === 'absent') await launch(target, provider, node, options)
    else if (node.state === 'launching' && typeof sight === 'object') await noteState(node, sight, options)
    if ((move?.to ?? node.state) === 'terminating' && sight !== 'absent') await terminate(target, provider, node, db)
  }
}

async function look(target: TargetRow, provider: Provider, nodes: NodeRow[], db: Database): Promise<Map<string, Seen> | 'silence'> {
  try {
    const seen = await provider.list(nodes.map((node) => ({ id: node.id, externalId: node.external_id })))
    if (target.problem && target.failures === 0) await noteProblem(db, target.id, '')
    return seen
  } catch (error) {
    await noteProblem(db, target.id, sentence(error))
    return 'silence'
  }
}

/**
 * Without nodes to ask for: whether what was wrong with the connection still is, and, where asking costs one request, whether
 * something is wrong by now. What the trial throws is noted by who looks after the cluster.
 */
async function lookAlone(target: TargetRow, provider: Provider, db: Database): Promise<void> {
  if (!target.problem && target.engine !== 'ray') return
  if (target.failures > 0 || Date.now() - (tries.get(target.id) ?? 0) < sampleMs) return
  tries.set(target.id, Date.now())
  await provider.test()
  if (target.problem) await noteProblem(db, target.id, '')
}

async function noteState(node: NodeRow, { state, note }: Seen, { db }: ScaleOptions): Promise<void> {
  if (!node.launched && state !== 'unknown') await noteLaunched(db, node.id, node.external_id)
  if (note !== node.reason) await moveNode(db, node.id, { from: ['launching'], to: 'launching', reason: note })
}

async function apply(target: TargetRow, node: NodeRow, move: Move, { db, hint }: ScaleOptions): Promise<void> {
  const over = move.to === 'gone' || move.to === 'failed' || (move.to === 'terminating' && move.reason.startsWith('Lost'))
  if (over && node.agent_id) {
    // What it held runs out now, and whoever still has its credential is refused. Before the node is off the list, so that none is forgotten.
    await removeAgent(db, node.agent_id)
    forgetAgent(node.agent_id)
    hint(node.agent_id)
  }
  if (!(await moveNode(db, node.id, { from: [node.state], to: move.to, reason: move.reason }))) return
  if (move.to === 'live') await noteSuccess(db, target.id)
  if (move.failed) await noteFailure(db, target.id, `A node could not be launched. ${move.reason}.`)
}

/** From the intent to the launch. What is uncertain is asked for again by the next look; what is refused has failed. */
async function launch(target: TargetRow, provider: Provider, node: Pick<NodeRow, 'id' | 'room' | 'external_id'>, { db }: ScaleOptions): Promise<void> {
  try {
    let externalId = node.external_id
    if (!externalId) {
      const others = (await nodesOf(db, target.id, 0)).filter(({ id }) => id !== node.id)
      externalId = provider.place(node.id, others.map((other) => ({ id: other.id, externalId: other.external_id })))
    }
    const joinToken = mintToken('atl_join_')
    await setNodeJoin(db, node.id, { joinHash: tokenHash(joinToken), externalId })
    const where = await provider.launch({ id: node.id, name: `${target.name}-${node.id.slice(0, 6)}`, room: node.room, externalId, joinToken })
    await noteLaunched(db, node.id, where)
  } catch (error) {
    if (error instanceof ProviderError && error.uncertain) return noteProblem(db, target.id, error.message)
    const reason = sentence(error)
    await moveNode(db, node.id, { from: ['launching'], to: 'failed', reason })
    await noteFailure(db, target.id, `A node could not be launched. ${reason}`)
  }
}

async function drain(node: NodeRow, reason: string, { db, hint }: ScaleOptions): Promise<void> {
  const words = `Ends: ${reason}`
  if (!(await moveNode(db, node.id, { from: [node.state], to: node.agent_id ? 'draining' : 'terminating', reason: words }))) return
  const agent = await drainAgentOf(db, node.id)
  if (agent) hint(agent)
}

async function terminate(target: TargetRow, provider: Provider, node: NodeRow, db: Database): Promise<void> {
  try {
    await provider.terminate({ id: node.id, externalId: node.external_id })
  } catch (error) {
    await noteProblem(db, target.id, sentence(error))
  }
}

function decisionNode(node: NodeRow): DecideNode[] {
  if (node.state === 'gone' || node.state === 'failed') return []
  return [{ id: node.id, state: node.state, room: node.room, counts: node.state === 'launching' ? !node.expired : node.beats && !node.stopped, leases: node.leases, idleSeconds: node.idle_seconds }]
}

/** What was there and needed, when it changes and every 15 seconds while there is anything. */
async function sample(target: TargetRow, nodes: NodeRow[], waiting: number, { desired }: Decision, db: Database): Promise<void> {
  const count = (holds: (node: NodeRow) => boolean) => nodes.filter(holds).length
  const now = {
    desired,
    live: count((node) => node.beats && !node.stopped),
    busy: count((node) => node.leases.length > 0),
    launching: count((node) => node.state === 'launching'),
    running: nodes.reduce((sum, node) => sum + node.leases.length, 0),
    waiting,
  }
  const said = JSON.stringify(now)
  const last = samples.get(target.id)
  if (last?.said === said && Date.now() - last.at < sampleMs) return
  samples.set(target.id, { at: Date.now(), said })
  await insertSample(db, target.id, now)
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (!(error instanceof ProviderError) && !(error instanceof Error && error.name === 'AppError')) console.error('A cluster could not be looked after:', error)
  return error instanceof ProviderError || (error instanceof Error && error.name === 'AppError') ? text : `Something failed inside the studio: ${text.slice(0, 300)}`
}
