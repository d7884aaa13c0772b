import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StepResult } from '@/lib/duckdb/ops/types'
import { heldAfterMs } from '@/lib/process/spool'
import type { Lease, Output } from '@/lib/protocol/messages'
import type { Workshop } from './execute'
import type { LogStream } from './log-stream'

/** Bytes of input: more than that may take long, and be for nothing. */
const smallBytes = 4_000_000
/** What nobody takes may end within this; a killed child costs more. */
const dropMs = 500

/** A step that was begun before its lease, which may never come. */
export interface Begun {
  /** True where the lease asks for just this. */
  fits(lease: Lease): boolean
  /** What came of it, its log written; undefined where it failed or takes longer than `waitMs` from now: then the step is to be done as any other. */
  take(log: LogStream, waitMs?: number): Promise<StepResult | undefined>
  /** Nobody takes it. */
  drop(): void
}

/**
 * Begins the step that alone follows one which has succeeded here, while the studio hears of that: a chain then costs the longer of the two, not both. Only small
 * tables, which have nothing to lose: nothing of the step is told before its lease, and without one it is thrown away.
 */
export function beginAhead(shop: Workshop, { ahead }: Lease, outputs: Record<string, Output>): Begun | undefined {
  const sources = Object.entries(ahead?.inputs ?? {}).map(([port, from]) => [port, outputs[from]] as const)
  if (!ahead || sources.some(([, output]) => !output) || sources.reduce((sum, [, output]) => sum + output!.size, 0) > smallBytes) return undefined
  const { component, params, outputs: declared } = ahead
  const inputs = Object.fromEntries(sources.map(([port, output]) => [port, { type: output!.type, path: shop.artifacts.path(output!.digest), digest: output!.digest }]))
  const folder = path.join(shop.artifacts.root, 'tmp', `ahead-${randomUUID()}`)
  const control = new AbortController()
  const lines: string[] = []
  const key = keyOf(component, params, inputs, declared)
  const work = mkdir(folder, { recursive: true })
    .then(() => shop.pool.run('step', { component, params, inputs, outputs: declared, outDir: folder, artifactRoot: path.resolve(shop.artifacts.root) }, { signal: control.signal, memoryMb: shop.memoryMb, onLog: (line) => void lines.push(line) }))
    .catch(() => undefined)
  const drop = () => {
    const timer = setTimeout(() => control.abort(), dropMs)
    void work.then(() => clearTimeout(timer)).then(() => rm(folder, { recursive: true, force: true }).catch(() => {}))
  }
  return {
    drop,
    fits: (lease) => lease.assets.length === 0 && lease.memoryMb === null && lease.memoryLimitMb === null && keyOf(lease.step.component, lease.step.params, lease.inputs, lease.outputs) === key,
    async take(log, waitMs = heldAfterMs) {
      const late = new AbortController()
      const result = await Promise.race([work, sleep(waitMs, undefined, { signal: late.signal }).catch(() => undefined)])
      late.abort()
      // One that takes long is begun again by its own lease, so that it outlives this process as others do.
      if (!result) control.abort()
      else for (const line of lines) log.write(line)
      return result
    },
  }
}

function keyOf(component: string, params: Record<string, unknown>, inputs: Record<string, { digest: string }>, outputs: Lease['outputs']): string {
  const digests = Object.entries(inputs).map(([port, { digest }]) => `${port}=${digest}`).sort()
  return JSON.stringify([component, params, digests, outputs])
}
