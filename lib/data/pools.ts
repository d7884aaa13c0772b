import { availableParallelism } from 'node:os'
import path from 'node:path'
import { artifactRoot } from '@/lib/artifacts/store'
import { createPool, type Pool } from '@/lib/duckdb/pool'

interface Pools {
  /** Turning files into tables, and profiles: may take minutes. */
  reading: Pool
  /** Rows for somebody who looks at a table: must not wait behind a reading. */
  viewing: Pool
}

const holder = globalThis as unknown as { atelierTablePools?: Pools }

/** The studio's DuckDB children, kept over hot reloads; they start when first used. */
export function tablePools(): Pools {
  holder.atelierTablePools ??= {
    reading: createPool({ ...common(), size: Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))), memoryMb: megabytes('ATELIER_READ_MEMORY_MB', 1536) }),
    viewing: createPool({ ...common(), size: 2, memoryMb: megabytes('ATELIER_VIEW_MEMORY_MB', 768) }),
  }
  return holder.atelierTablePools
}

/** Ends them; for tests and for an orderly stop. */
export async function closeTablePools(): Promise<void> {
  const pools = holder.atelierTablePools
  holder.atelierTablePools = undefined
  await Promise.all([pools?.reading.close(), pools?.viewing.close()])
}

function common() {
  return {
    workerFile: path.resolve(process.env.ATELIER_DUCKDB_WORKER ?? path.join('dist', 'duckdb-worker.mjs')),
    // On the artifacts' disk, where a finished file is renamed into place.
    tempDir: path.join(artifactRoot(), 'tmp', 'children'),
  }
}

function megabytes(name: string, otherwise: number): number {
  const given = Number(process.env[name])
  return Number.isFinite(given) && given >= 128 ? given : otherwise
}
