import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import { createPool, type Pool, type PoolOptions } from '@/lib/duckdb/pool'

const root = path.resolve(import.meta.dirname, '../../..')

/** A folder of this test file's own. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-data-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The child as it ships, bundled from the sources under test. It lies below the root, so that Node finds its native module. */
export async function workerFile(): Promise<string> {
  const outfile = path.join(root, 'dist', 'test', `duckdb-worker-${process.pid}-${Date.now()}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: ['lib/duckdb/worker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['@duckdb/node-api'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  afterAll(() => rmSync(outfile, { force: true }))
  return outfile
}

/** Real children; they end with the test file. */
export function testPool(options: Omit<PoolOptions, 'memoryMb' | 'size'> & Partial<PoolOptions>): Pool {
  const pool = createPool({ size: 1, memoryMb: 768, ...options })
  afterAll(() => pool.close())
  return pool
}

/** Waits until `holds` is true. @throws Error after `ms` */
export async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms
  while (!holds()) {
    if (Date.now() > end) throw new Error('Waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
