import { text } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import type { Operation } from '../operation'
import { openTable } from './table-file'

export interface ExportJob {
  file: string
  out: string
}

/** Writes a Parquet file as CSV (RFC 4180, UTF-8, with a header). Missing values are empty; texts that are empty are quoted. */
export const exportCsv: Operation<ExportJob, { rows: number }> = async ({ file, out }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation } = await openTable(engine, file)
    const rows = await engine.count(`copy (select * exclude (file_row_number) from ${relation}) to ${text(out)} (format csv, header true)`)
    return { rows }
  } finally {
    connection.closeSync()
  }
}
