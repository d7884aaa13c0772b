import { rm } from 'node:fs/promises'
import path from 'node:path'
import { findComponent } from '@/lib/catalog'
import { isChildError, type ChildReason } from '@/lib/duckdb/child-error'
import type { Pool } from '@/lib/duckdb/pool'
import type { DoneRequest, Lease, Output } from '@/lib/protocol/messages'
import { commandComponent } from '@/lib/protocol/command-run'
import { codeIn, pythonEntry } from '@/lib/protocol/python-code'
import type { EndReason } from '@/lib/protocol/states'
import { isEnvironmentError } from './python/environment-error'
import type { Begun } from './ahead'
import { TransferError, type Artifacts } from './artifacts'
import type { Environments } from './environments'
import type { LogStream } from './log-stream'
import { runCommand } from './command/run-command'
import { fetchRows } from './datastore-rows'
import { resultOfHeld } from './held/adopt'
import { forget, type Held, Holder, type HeldKind } from './held/held-lease'
import { StudioError, type Studio } from './studio'

/** Why a running step is stopped: asked by a person, the agent ends, it took too long, or the lease is another's now. */
export type StopReason = 'cancel' | 'stop' | 'timeout' | 'stale'

export interface Workshop {
  studio: Studio
  artifacts: Artifacts
  pool: Pool
  environments: Environments
  /** What one step may hold unless its lease says that it needs more. */
  memoryMb: number
  /** The owner of the machine lets steps run its programs. */
  commands: boolean
  /** The agent's own folder. */
  home: string
}

export type Outcome = Pick<DoneRequest, 'endReason' | 'message' | 'outputs' | 'metrics' | 'phases' | 'peakMemoryMb' | 'handedBack'>

/** Does what a lease asks for, or takes what was `begun` of it: inputs here, the step in a child process, outputs kept. Never throws. */
export async function execute(shop: Workshop, lease: Lease, log: LogStream, signal: AbortSignal, begun?: Begun): Promise<Outcome> {
  let folder: string | undefined
  let holder: Holder | undefined
  try {
    const early = await begun?.take(log)
    if (early) return await save(shop, lease, early, 0, signal)
    const started = performance.now()
    await shop.artifacts.need(lease, [...Object.values(lease.inputs).map((input) => input.digest), ...lease.assets], signal)
    folder = await shop.artifacts.makeFolder(lease)
    const fetching = performance.now() - started
    const hold = (kind: HeldKind, memoryMb: number) => (holder = new Holder(shop.home, { lease, kind, memoryMb, outDir: folder! }))
    const result = await runStep(shop, lease, folder, log, signal, hold)
    return await save(shop, lease, result, fetching, signal)
  } catch (error) {
    return failure(error, lease, signal)
  } finally {
    // Not awaited: nothing waits for an empty folder to go.
    if (folder) void rm(folder, { recursive: true, force: true }).catch(() => {})
    void holder?.release()
    begun?.drop()
  }
}

/** The same for what a former process of this agent has started, of whose log the studio has `skip` lines. Never throws. */
export async function goOn(shop: Workshop, held: Held, skip: number, log: LogStream, signal: AbortSignal): Promise<Outcome> {
  try {
    return await save(shop, held.lease, await resultOfHeld(shop, held, skip, log, signal), 0, signal)
  } catch (error) {
    return failure(error, held.lease, signal)
  } finally {
    void rm(held.outDir, { recursive: true, force: true }).catch(() => {})
    void forget(held.folder)
  }
}

/** Hands the outputs of a step in. @throws TransferError */
async function save(shop: Workshop, lease: Lease, result: Awaited<ReturnType<typeof runStep>>, fetching: number, signal: AbortSignal): Promise<Outcome> {
  const saving = performance.now()
  const outputs: Record<string, Output> = {}
  for (const [port, { path: file, type, digest, size, meta }] of Object.entries(result.outputs)) {
    outputs[port] = { type, digest, size, meta }
    await shop.artifacts.keep(lease, file, outputs[port], signal)
  }
  const phases = { ...result.phases, loading: round((result.phases.loading ?? 0) + fetching), saving: round((result.phases.saving ?? 0) + performance.now() - saving) }
  return { endReason: 'succeeded', message: '', outputs, metrics: result.metrics, phases, peakMemoryMb: 'peakMb' in result && result.peakMb > 0 ? result.peakMb : null }
}

async function runStep(shop: Workshop, lease: Lease, outDir: string, log: LogStream, signal: AbortSignal, hold: (kind: HeldKind, memoryMb: number) => Holder) {
  const inputs = Object.fromEntries(Object.entries(lease.inputs).map(([port, input]) => [port, { type: input.type, path: shop.artifacts.path(input.digest), digest: input.digest }]))
  const { component, params } = lease.step
  // What a step is known to need is no limit: it never gets less than any other, unless a person asked for less.
  const memoryMb = lease.memoryLimitMb ?? Math.max(lease.memoryMb ?? 0, shop.memoryMb)
  const gpus = lease.gpus ?? []
  const runner = codeIn(params) ? ({ kind: 'python', entry: pythonEntry } as const) : findComponent(component)?.runner
  if (!runner) throw new Error(`This agent does not know the component ${component}. Update it to the studio's version.`)
  if (runner.kind === 'python') {
    const job = { entry: runner.entry, params: component === commandComponent ? withStudio(params, shop.studio.url, lease) : params, inputs, outputs: lease.outputs, outDir }
    return shop.environments.run(lease.environment, job, { signal, memoryMb, gpus, onLog: (line, stream) => log.write(line, stream), ...outliving(hold('python', memoryMb)) })
  }
  if (runner.kind === 'command') {
    if (!shop.commands) throw new Error('This agent runs no commands: its owner has not allowed them (ATELIER_AGENT_COMMANDS=1).')
    return runCommand({ params, inputs, outDir, memoryMb, gpus }, { pool: shop.pool, signal, onLog: (line, stream) => log.write(line, stream), ...outliving(hold('command', memoryMb)) })
  }
  if (findComponent(component)?.reads === 'datastore') {
    const fetched = await fetchRows(shop.studio, lease, outDir, signal)
    for (const [name, file] of Object.entries(fetched)) inputs[name] = { type: 'file', path: file, digest: '' }
  }
  const job = { component, params, inputs, outputs: lease.outputs, outDir, artifactRoot: path.resolve(shop.artifacts.root) }
  return shop.pool.run('step', job, { signal, memoryMb, onLog: (line) => log.write(line), ...outliving(hold('table', memoryMb)) })
}

/** A command logs to the studio while it runs, with its job token. */
function withStudio(params: Record<string, unknown>, url: string, lease: Lease): Record<string, unknown> {
  const request = JSON.parse(String(params.request)) as Record<string, unknown>
  return { ...params, request: JSON.stringify({ ...request, studio: { url, token: lease.jobToken, lease: lease.id } }) }
}

/** How a runner's child may outlive this process. */
function outliving(holder: Holder) {
  return { spool: holder.folder, onStart: (pid: number) => holder.started(pid) }
}

const childReasons: Record<Exclude<ChildReason, 'cancelled'>, EndReason> = {
  user_error: 'user_error',
  failed: 'user_error',
  oom: 'oom_killed',
  data_unavailable: 'data_unavailable',
  crashed: 'preempted',
}

function failure(error: unknown, lease: Lease, signal: AbortSignal): Outcome {
  const message = error instanceof Error ? error.message : String(error)
  const end = (endReason: EndReason, text: string): Outcome => ({ endReason, message: text, outputs: {}, metrics: {}, phases: {}, peakMemoryMb: isChildError(error) ? (error.peakMb ?? null) : null })
  if (signal.aborted) {
    const reason = signal.reason as StopReason
    if (reason === 'cancel') return end('cancelled', 'Cancelled while it ran')
    if (reason === 'timeout') return end('timeout', `Stopped: it took longer than the ${lease.timeoutSeconds} s that it may`)
    return { ...end('preempted', 'Handed back: the agent is stopping'), handedBack: true }
  }
  if (isChildError(error) && error.reason !== 'cancelled') return end(childReasons[error.reason], message)
  // A host without network or room is a loss of infrastructure: another try, there or elsewhere, may do.
  if (isEnvironmentError(error)) return end(error.blame === 'host' ? 'preempted' : 'environment_failed', message)
  if (error instanceof TransferError || error instanceof StudioError) return end('data_unavailable', message)
  if (isDiskFull(error)) return end('data_unavailable', 'The disk of the agent is full. Free some space there.')
  return end('user_error', message)
}

function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code === 'ENOSPC' || code === 'EDQUOT'
}

const round = (ms: number) => Math.round(ms * 100) / 100
