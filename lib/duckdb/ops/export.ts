import { text } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import type { Operation } from '../operation'
import { conditionSql, conversionError, type Filter } from './conditions'
import { openTable } from './table-file'

export interface ExportJob {
  file: string
  out: string
  format?: 'csv' | 'parquet'
  /** Only rows that pass. */
  filters?: Filter[]
}

const formats = { csv: 'format csv, header true', parquet: 'format parquet, compression zstd' }

/**
 * Writes rows of a Parquet file in their order: as CSV (RFC 4180, UTF-8, with a header; missing values are empty, texts that
 * are empty are quoted), or as Parquet.
 */
export const exportRows: Operation<ExportJob, { rows: number }> = async ({ file, out, format = 'csv', filters = [] }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, file)
    const where = conditionSql(filters, columns, text)
    const rows = await engine.count(`copy (select * exclude (file_row_number) from ${relation}${where === '' ? '' : ` where ${where}`}) to ${text(out)} (${formats[format]})`)
    return { rows }
  } catch (error) {
    throw conversionError(error)
  } finally {
    connection.closeSync()
  }
}
