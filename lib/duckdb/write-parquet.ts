import { renameSync, rmSync } from 'node:fs'
import type { Column } from '@/lib/catalog/types'
import { text } from '@/lib/catalog/sql-text'
import { fromRelation, type DuckEngine } from './engine'

/** Rows in a row group: what a scan can skip or read alone, and what paging reads at least. */
const rowGroupSize = 122_880

/** What a Parquet file's footer tells. */
export interface TableMeta {
  rows: number
  columns: Column[]
}

/**
 * Writes a query's rows to a Parquet file, in order, under a temporary name until the count in its footer equals the
 * number of rows that the query gave. Row groups have `groupRows` rows or somewhat more; with 0 each
 * part that is read gives one, see write-streamed.ts.
 * Columns are as the file has them: Parquet knows fewer types than DuckDB.
 * @throws Error when the counts differ; nothing is left then.
 */
export async function writeParquet(engine: DuckEngine, query: string, file: string, groupRows = rowGroupSize): Promise<TableMeta> {
  const unfinished = `${file}.part`
  try {
    // As a statement of its own first: `(a) to 'x'; drop …; copy (b)` would otherwise pass.
    await engine.requireOneStatement(query)
    const given = await engine.count(
      `copy (${fromRelation(query)}) to ${text(unfinished)} (format parquet, compression zstd, row_group_size ${groupRows})`,
    )
    const meta = await readTableMeta(engine, unfinished)
    if (meta.rows !== given) throw new Error(`The Parquet file has ${meta.rows} rows where the query gave ${given}.`)
    renameSync(unfinished, file)
    return meta
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** Rows and columns of a Parquet file, from its footer alone. */
export async function readTableMeta(engine: DuckEngine, file: string): Promise<TableMeta> {
  const [footer] = await engine.all(`select num_rows from parquet_file_metadata(${text(file)})`)
  return { rows: Number(footer?.num_rows), columns: await engine.columns(`from read_parquet(${text(file)})`) }
}
