import { ident } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import type { Operation } from '../operation'
import { openTable } from './table-file'

/** Some columns of every row of a Parquet file, in their order, for files that are known to be small. */
export const allRows: Operation<{ file: string; columns: string[] }, { rows: Record<string, unknown>[] }> = async ({ file, columns }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation } = await openTable(engine, file)
    return { rows: await engine.all(`select ${columns.map(ident).join(', ')} from ${relation} order by file_row_number`) }
  } finally {
    connection.closeSync()
  }
}
