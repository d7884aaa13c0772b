import { claimSteps, markRunsRunning, type ClaimedRow, type Tx } from '@/db/queries/queue'
import { findComponent } from '@/lib/catalog'
import { mintToken, tokenHash } from '@/lib/compute/token'
import type { ClaimRequest, Lease } from '@/lib/protocol/messages'
import { codeIn } from '@/lib/protocol/python-code'
import { assetDigest } from './cache-key'
import { claimLine } from './claim-line'
import { hintRun } from './hints'
import { takeBack } from './lose'
import { acceptMs, leaseTtlMs, type Queue } from './queue'

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
  const tokens = Array.from({ length: request.slots }, () => mintToken('atl_job_'))
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
  })
  return {
    leases: rows.map((row) => leaseOf(row, tokens[row.place - 1]!)),
    runs: rows.map((row) => ({ id: row.run_id, workspaceId: row.workspace_id, wasQueued: row.run_state === 'queued' })),
  }
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
    const claimed = await claimInto(queue.sql, agent, request, null)
    if (claimed.leases.length > 0) {
      line.found(kind)
      await announceClaim(queue, claimed)
      if (!signal?.aborted) return claimed.leases
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
  const ports: readonly { name: string; type: string; sometimes?: boolean }[] = findComponent(row.component)?.outputs ?? codeIn(row.params)?.outputs ?? []
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
    outputs: ports.map((port) => ({ port: port.name, type: port.type, ...(port.sometimes && { sometimes: true }) })),
    environment: environment && row.environment_hash ? { name: environment, version: Number(version), lockHash: row.environment_hash } : null,
    memoryMb: row.memory_mb,
    timeoutSeconds: row.timeout_seconds,
    ttlMs: leaseTtlMs,
  }
}
