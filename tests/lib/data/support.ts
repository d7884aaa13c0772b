import { afterAll } from 'vitest'
import { testFolder, workerFile } from '../duckdb/support'

/** A studio's folder and DuckDB child of this test file's own. */
export async function testStudio(): Promise<string> {
  const home = testFolder()
  process.env.ATELIER_HOME = home
  delete process.env.ATELIER_ARTIFACTS
  process.env.ATELIER_DUCKDB_WORKER = await workerFile()
  afterAll(async () => {
    const { closeTablePools } = await import('@/lib/data/pools')
    await closeTablePools()
  })
  return home
}
