import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { StepOutput } from '@/lib/duckdb/ops/types'

/** What a sampled step gave, by output port. */
export type SampleOutputs = Record<string, Pick<StepOutput, 'path' | 'type'> & { rows: number }>

interface Entry {
  outputs: SampleOutputs
  bytes: number
  usedAt: number
  folder: string
}

export interface SampleStore {
  /** What an equal step gave before. */
  get(key: string): SampleOutputs | undefined
  /** An empty folder for one computation; it is the caller's to give to `put` or to drop. */
  folder(): string
  put(key: string, outputs: SampleOutputs, folder: string, bytes: number): void
  drop(folder: string): void
  /** How many outputs of steps are kept. */
  size(): number
  clear(): void
}

export interface StoreLimits {
  entries: number
  bytes: number
  /** Milliseconds within which an entry that was used is not removed: somebody may be reading it. */
  grace: number
}

const usual: StoreLimits = { entries: 600, bytes: 512 << 20, grace: 15_000 }

/** Outputs of sampled steps in a folder of this process's own, the least recently used removed beyond the limits. */
export function createSampleStore(root: string, limits: StoreLimits = usual): SampleStore {
  sweep(root)
  const home = path.join(root, `process-${process.pid}`)
  mkdirSync(home, { recursive: true })
  const entries = new Map<string, Entry>()
  let bytes = 0
  let made = 0

  function shrink(): void {
    for (const [key, entry] of entries) {
      if (entries.size <= limits.entries && bytes <= limits.bytes) return
      // The map is in order of use: all that follow are younger.
      if (Date.now() - entry.usedAt < limits.grace) return
      entries.delete(key)
      bytes -= entry.bytes
      void rm(entry.folder, { recursive: true, force: true })
    }
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entry.usedAt = Date.now()
      entries.delete(key)
      entries.set(key, entry)
      return entry.outputs
    },
    folder() {
      const folder = path.join(home, String(made++))
      mkdirSync(folder, { recursive: true })
      return folder
    },
    put(key, outputs, folder, size) {
      const old = entries.get(key)
      if (old) return void rm(folder, { recursive: true, force: true })
      entries.set(key, { outputs, folder, bytes: size, usedAt: Date.now() })
      bytes += size
      shrink()
    },
    size: () => entries.size,
    drop: (folder) => void rm(folder, { recursive: true, force: true }),
    clear() {
      entries.clear()
      bytes = 0
      rmSync(home, { recursive: true, force: true })
      mkdirSync(home, { recursive: true })
    },
  }
}

/** Removes what processes left that are no more. */
function sweep(root: string): void {
  mkdirSync(root, { recursive: true })
  for (const name of readdirSync(root)) {
    const pid = Number(/^process-(\d+)$/.exec(name)?.[1])
    if (pid && !runs(pid)) rmSync(path.join(root, name), { recursive: true, force: true })
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
