import { ident, text } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import type { Operation } from '../operation'

export interface RecordsJob {
  /** JSON lines; each record has its values as c0, c1 … in the order of the columns. */
  file: string
  out: string
  columns: { name: string; type: 'VARCHAR' | 'DOUBLE' | 'TIMESTAMP_MS' }[]
}

/** Writes records as Parquet, in their order. Numbers may also be NaN, Infinity and -Infinity as text. */
export const recordsToParquet: Operation<RecordsJob, { rows: number }> = async ({ file, out, columns }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const types = columns.map((_, index) => `c${index}: 'VARCHAR'`).join(', ')
    const selected = columns.map(({ name, type }, index) => `c${index}::${type} as ${ident(name)}`).join(', ')
    return { rows: await engine.count(`copy (select ${selected} from read_json(${text(file)}, format = 'newline_delimited', columns = {${types}})) to ${text(out)} (format parquet, compression zstd)`) }
  } finally {
    connection.closeSync()
  }
}
