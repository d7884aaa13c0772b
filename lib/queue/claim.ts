import { anyDemanding, capacityLeft, demandingSteps, lockCapacity } from '@/db/queries/capacity'
import { lockQuotas, quotasLeft } from '@/db/queries/quotas'
import { claimSteps, markRunsRunning, type ChosenStep, type ClaimedRow, type Tx } from '@/db/queries/queue'
import { minDiskMb } from '@/lib/compute/min-disk'
import { mintToken, tokenHash } from '@/lib/compute/token'
import type { ClaimRequest, Lease } from '@/lib/protocol/messages'
import { assetDigest } from './cache-key'
import { claimLine } from './claim-line'
import { fitDemanding } from './fit-demanding'
import { outputsOf, withFollowers } from './followers'
import { hintRun } from './hints'
import { takeBack } from './lose'
import { acceptMs, leaseTtlMs, type Queue } from './queue'
import { takeOfQuota } from './within-quota'

export interface ClaimingAgent {
  id: string
  name: string
  memoryMb: number
  /** What sort of host it is: agents of one sort can do the same steps. */
  sort?: string
}

export interface Claimed {
  leases: Lease[]
  /** Runs of which a step has started. */
  runs: { id: string; workspaceId: string; wasQueued: boolean }[]
}

/** Claims what fits the agent, without waiting. Inside a transaction, call `announceClaim` after the commit. */
export async function claimInto(tx: Tx, agent: ClaimingAgent, request: ClaimRequest, preferRun: string | null): Promise<Claimed> {
  return take(tx, agent, request, request.slots, preferRun)
}

/**
 * The same where steps wait that ask for more than a slot, or whose workspace has a quota: those of no low priority first, then the others, in the slots
 * that CPUs asked for leave free. Steps of workspaces with a quota are taken as far as that goes. Inside a transaction.
 */
export async function claimDemanding(tx: Tx, agent: ClaimingAgent, request: ClaimRequest, preferRun: string | null): Promise<Claimed> {
  await lockCapacity(tx, agent.id)
  const quotas = await quotasLeft(tx, await lockQuotas(tx))
  const limited = [...quotas].flatMap(([id, left]) => (left.steps >= 1 ? [id] : []))
  const asked = { agentId: agent.id, memoryMb: agent.memoryMb, limited, python: request.python, commands: request.commands ?? false, ready: request.ready }
  const [capacity, waiting] = await Promise.all([capacityLeft(tx, agent.id), demandingSteps(tx, asked)])
  if (!capacity) return { leases: [], runs: [] }
  const steps = waiting.filter(({ demanding }) => demanding)
  const claimed: Claimed = { leases: [], runs: [] }
  const add = ({ leases, runs }: Claimed) => void (claimed.leases.push(...leases), claimed.runs.push(...runs))
  const free = () => request.slots - claimed.leases.length
  const chosen = fitDemanding(steps.filter(({ priority }) => priority >= 0), capacity, request.slots, quotas)
  if (chosen.length > 0) add(await take(tx, agent, request, chosen.length, preferRun, { chosen }))
  const { blocked = 0 } = (await capacityLeft(tx, agent.id)) ?? {}
  const plain = Math.min(free(), request.slots - blocked)
  if (plain > 0) {
    const allowed = waiting.filter((step) => !step.demanding && takeOfQuota(quotas, step)).map(({ id }) => id)
    add(await take(tx, agent, request, plain, preferRun, { allowed }))
  }
  const low = steps.filter(({ priority }) => priority < 0)
  const rest = low.length > 0 && free() > 0 ? await capacityLeft(tx, agent.id) : undefined
  const last = rest ? fitDemanding(low, rest, free(), quotas) : []
  if (last.length > 0) add(await take(tx, agent, request, last.length, preferRun, { chosen: last }))
  return claimed
}

async function take(tx: Tx, agent: ClaimingAgent, request: ClaimRequest, slots: number, preferRun: string | null, which: { chosen?: ChosenStep[]; allowed?: string[] } = {}): Promise<Claimed> {
  const tokens = Array.from({ length: slots }, () => mintToken('atl_job_'))
  const rows = await claimSteps(tx, {
    agentId: agent.id,
    agentName: agent.name,
    session: request.session,
    tokenHashes: tokens.map(tokenHash),
    python: request.python,
    commands: request.commands ?? false,
    ready: request.ready,
    memoryMb: agent.memoryMb,
    ttlMs: acceptMs,
    preferRun,
    minDiskMb,
    ...which,
  })
  return {
    leases: rows.map((row) => leaseOf(row, tokens[row.place - 1]!)),
    runs: rows.map((row) => ({ id: row.run_id, workspaceId: row.workspace_id, wasQueued: row.run_state === 'queued' })),
  }
}

/** What was seen of demanding steps holds this long, in milliseconds; for an agent with free slots a moment. */
const seenMs = { busy: 300, idle: 30 }
const seen = new WeakMap<object, { at: number; any: boolean }>()

/** Whether demanding steps wait or run, as of a short while ago. */
export async function demandingSeen(sql: Queue['sql'], who: keyof typeof seenMs = 'busy'): Promise<boolean> {
  const known = seen.get(sql)
  if (known && performance.now() - known.at < seenMs[who]) return known.any
  const any = await anyDemanding(sql)
  seen.set(sql, { at: performance.now(), any })
  return any
}

async function claimNow(queue: Queue, agent: ClaimingAgent, request: ClaimRequest): Promise<Claimed> {
  const together = (wanted: ClaimRequest) => queue.sql.begin((tx) => claimDemanding(tx, agent, wanted, null))
  if (await demandingSeen(queue.sql)) return together(request)
  const claimed = await claimInto(queue.sql, agent, request, null)
  const left = request.slots - claimed.leases.length
  // Slots are left: one may have come in this moment.
  if (left === 0 || !(await demandingSeen(queue.sql, 'idle'))) return claimed
  const more = await together({ ...request, slots: left })
  return { leases: [...claimed.leases, ...more.leases], runs: [...claimed.runs, ...more.runs] }
}

/** After the commit of a claim: the runs are running, and who watches them hears of it. */
export async function announceClaim(queue: Queue, claimed: Claimed): Promise<void> {
  const started = [...new Set(claimed.runs.filter((run) => run.wasQueued).map((run) => run.id))]
  if (started.length > 0) await markRunsRunning(queue.sql, started)
  for (const run of claimed.runs) hintRun(queue.hints, run)
}

/** Claims up to `slots` ready steps; where none is ready it waits for one, at most `waitMs`. */
export async function claim(queue: Queue, agent: ClaimingAgent, request: ClaimRequest, signal?: AbortSignal): Promise<Lease[]> {
  const until = performance.now() + request.waitMs
  const line = claimLine(queue.hints)
  const kind = JSON.stringify([agent.sort ?? agent.memoryMb, request.python, request.commands, request.ready])
  for (;;) {
    const { heard } = line
    const claimed = await claimNow(queue, agent, request)
    if (claimed.leases.length > 0) {
      line.found(kind)
      await announceClaim(queue, claimed)
      if (!signal?.aborted) return withFollowers(claimed.leases)
      // Who asked has hung up: without this the steps would wait until their leases run out.
      for (const { id, fence } of claimed.leases) await takeBack(queue, id, { by: 'holder', agentId: agent.id, fence }, `${agent.name} was gone before it heard of this step`)
      return []
    }
    const left = until - performance.now()
    if (left <= 0 || signal?.aborted) return []
    await line.wait(kind, heard, left, signal)
    if (signal?.aborted) return []
  }
}

function leaseOf(row: ClaimedRow, jobToken: string): Lease {
  const [environment, version] = (row.environment ?? '').split('@')
  const asset = assetDigest(row.params)
  return {
    id: row.id,
    fence: Number(row.fence),
    attempt: row.number,
    jobToken,
    runId: row.run_id,
    step: { id: row.step_id, node: row.node, name: row.name, component: row.component, params: row.params },
    inputs: row.inputs,
    assets: asset ? [asset] : [],
    outputs: outputsOf(row.component, row.params),
    environment: environment && row.environment_hash ? { name: environment, version: Number(version), lockHash: row.environment_hash } : null,
    memoryMb: row.requests.memoryMb ?? row.memory_mb,
    memoryLimitMb: row.requests.memoryMb ?? null,
    gpus: row.gpus ?? [],
    timeoutSeconds: row.timeout_seconds,
    ttlMs: leaseTtlMs,
  }
}
