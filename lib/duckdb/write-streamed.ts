import { renameSync } from 'node:fs'
import { text } from '@/lib/catalog/sql-text'
import { fromRelation, type DuckEngine } from './engine'
import { writeParquet, type TableMeta } from './write-parquet'

/** Operators that take each row for itself and keep the order, between the reading of Parquet files and the writing of one. */
const streaming = new Set(['BATCH_COPY_TO_FILE', 'UNION', 'PROJECTION', 'FILTER', 'READ_PARQUET'])

/** Row groups of fewer rows on average are merged: a scan pays for each. The quarter that a split leaves over is not worth it. */
const fewRows = 16_384

/**
 * Writes a query's rows in order as `writeParquet` does, on every processor where it takes each row for itself. Each row group of
 * what is read gives one then, so that no timing decides where one ends: DuckDB merges and cuts row groups only where a size is
 * asked for. `useThreads` sets the number of threads to all or one.
 */
export async function writeStreamed(engine: DuckEngine, query: string, file: string, useThreads: (many: boolean) => Promise<void>): Promise<TableMeta> {
  await useThreads(true)
  let written: TableMeta | undefined
  try {
    if (await takesEachRow(engine, query, file)) written = await writeParquet(engine, query, file, 0)
  } finally {
    await useThreads(false)
  }
  if (!written) return writeParquet(engine, query, file)
  if (!(await hasSmallGroups(engine, file))) return written
  const small = `${file}.groups`
  renameSync(file, small)
  return writeParquet(engine, `select * from read_parquet(${text(small)})`, file)
}

/** Asks the engine how it would do it with the threads that it has now. What it refuses is refused by the writing, in better words. */
async function takesEachRow(engine: DuckEngine, query: string, file: string): Promise<boolean> {
  try {
    const [plan] = await engine.all(`explain (format json) copy (${fromRelation(query)}) to ${text(file)} (format parquet)`)
    return operators(JSON.parse(String(plan?.explain_value))).every((name) => streaming.has(name))
  } catch {
    return false
  }
}

interface Operator {
  name: string
  children?: Operator[]
}

function operators(plan: Operator[]): string[] {
  return plan.flatMap(({ name, children }) => [name.trim(), ...operators(children ?? [])])
}

async function hasSmallGroups(engine: DuckEngine, file: string): Promise<boolean> {
  const [footer] = await engine.all(`select num_rows, num_row_groups from parquet_file_metadata(${text(file)})`)
  const groups = Number(footer?.num_row_groups)
  return groups > 1 && Number(footer?.num_rows) / groups < fewRows
}
