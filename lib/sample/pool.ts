import { setPriority } from 'node:os'
import path from 'node:path'
import { artifactRoot } from '@/lib/artifacts/store'
import { createPool, type Pool } from '@/lib/duckdb/pool'
import { createLane, type Lane } from './lane'
import { createSampleStore, type SampleStore } from './store'

export interface Sampler {
  pool: Pool
  lane: Lane
  store: SampleStore
}

const holder = globalThis as unknown as { atelierSampling?: Sampler }
/** Works at once, each in a process of its own. */
const size = 2
/** Everything else in the studio goes first. */
const niceness = 2

/** The studio's processes for samples, apart from those that read files and show tables, so that neither waits for the other. */
export function sampler(): Sampler {
  holder.atelierSampling ??= {
    pool: createPool({
      size,
      memoryMb: megabytes(process.env.ATELIER_SAMPLE_MEMORY_MB, 512),
      workerFile: path.resolve(process.env.ATELIER_DUCKDB_WORKER ?? path.join('dist', 'duckdb-worker.mjs')),
      tempDir: path.join(artifactRoot(), 'tmp', 'sample-children'),
    }),
    lane: createLane(size),
    store: createSampleStore(path.join(artifactRoot(), 'tmp', 'samples')),
  }
  return holder.atelierSampling
}

/** Ends the processes and forgets all samples; for tests. */
export async function closeSampler(): Promise<void> {
  const known = holder.atelierSampling
  holder.atelierSampling = undefined
  await known?.pool.close()
  known?.store.clear()
}

const lowered = new Set<number>()

/** Gives way to the studio and its agent on a busy machine. */
export function giveWay(pool: Pool): void {
  for (const pid of pool.pids()) {
    if (lowered.has(pid)) continue
    lowered.add(pid)
    try {
      setPriority(pid, niceness)
    } catch {
      // Gone already, or the system has no such thing.
    }
  }
}

function megabytes(given: string | undefined, otherwise: number): number {
  const number = Number(given)
  return Number.isFinite(number) && number >= 128 ? number : otherwise
}
