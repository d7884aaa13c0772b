import { ident } from '@/lib/catalog/sql-text'
import type { Column } from '@/lib/catalog/types'
import { DuckEngine } from '../engine'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { openTable, type FileColumn } from './table-file'

export interface CompareJob {
  file: string
  /** What the table was made from; null where there is no such table. */
  before: string | null
  /** Whether row n of both tables is the same row where they are equally long. */
  aligned: boolean
  offset: number
  limit: number
  /** Only so many columns are read, from the left. */
  mostColumns: number
  /** Longer texts are cut and end in `…`. */
  longestText: number
}

export interface Comparison {
  /** All of them; rows hold the first `mostColumns`. */
  columns: Column[]
  rows: JsonValue[][]
  total: number
  /** Rows of the table before; null without one. */
  totalBefore: number | null
  /** Columns that the table before lacks. */
  added: string[]
  /** Those that it has with another type. */
  retyped: string[]
  /** Columns of the table before that this one lacks. */
  removed: string[]
  /** Where rows can be compared: how many cells differ in columns that both have. */
  changedCells: number | null
  /** Of the rows here: `[row, column]` of each cell that differs. */
  changed: [number, number][]
}

/** Rows of one small Parquet file, and what differs from the file that it was made from. */
export const compare: Operation<CompareJob, Comparison> = async (job, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const now = await openTable(engine, job.file)
    const shown = now.columns.slice(0, job.mostColumns)
    const total = await countRows(engine, now.relation)
    const rows = await rowsOf(engine, now.relation, shown, job)
    const found: Comparison = { columns: now.columns.map(({ name, type }) => ({ name, type })), rows, total, totalBefore: null, added: [], retyped: [], removed: [], changedCells: null, changed: [] }
    return job.before === null ? found : await compared(engine, job, job.before, now.relation, now.columns, found)
  } finally {
    connection.closeSync()
  }
}

async function compared(engine: DuckEngine, job: CompareJob, file: string, relation: string, columns: FileColumn[], found: Comparison): Promise<Comparison> {
  const before = await openTable(engine, file)
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const names = new Set(columns.map((column) => column.name))
  const totalBefore = await countRows(engine, before.relation)
  const known = columns.filter((column) => old.has(column.name))
  const result: Comparison = {
    ...found,
    totalBefore,
    added: columns.filter((column) => !old.has(column.name)).map((column) => column.name),
    retyped: known.filter((column) => old.get(column.name)!.sqlType !== column.sqlType).map((column) => column.name),
    removed: before.columns.filter((column) => !names.has(column.name)).map((column) => column.name),
  }
  if (!job.aligned || totalBefore !== found.total) return result
  // Numbers compare also where whole ones became fractions, as a mean makes them; other values of two types do not.
  const common = known.filter((column) => !result.retyped.includes(column.name) || (isNumber(column) && isNumber(old.get(column.name)!)))
  result.changedCells = await differences(engine, relation, before.relation, common)
  const shown = columns.slice(0, job.mostColumns).flatMap((column, index) => (common.includes(column) ? [{ column, index }] : []))
  const rows = await rowsOf(engine, before.relation, shown.map(({ column }) => column), job)
  rows.forEach((row, at) =>
    shown.forEach(({ index }, place) => {
      if (JSON.stringify(row[place]) !== JSON.stringify(found.rows[at]?.[index])) result.changed.push([at, index])
    }),
  )
  return result
}

const isNumber = ({ type }: FileColumn) => type === 'integer' || type === 'number'

async function countRows(engine: DuckEngine, relation: string): Promise<number> {
  return Number((await engine.all(`select count(*) as n from ${relation}`))[0]!.n)
}

async function rowsOf(engine: DuckEngine, relation: string, columns: FileColumn[], { offset, limit, longestText }: CompareJob): Promise<JsonValue[][]> {
  if (columns.length === 0) return []
  const list = columns.map(({ name, type }) => (type === 'text' ? `case when length(${ident(name)}) > ${longestText} then left(${ident(name)}, ${longestText}) || '…' else ${ident(name)} end as ${ident(name)}` : ident(name)))
  const { rows } = await engine.table(`select ${list.join(', ')} from ${relation} where file_row_number >= ${offset} and file_row_number < ${offset + limit} order by file_row_number`)
  return rows
}

async function differences(engine: DuckEngine, now: string, before: string, columns: FileColumn[]): Promise<number> {
  if (columns.length === 0) return 0
  const sums = columns.map(({ name }) => `count(*) filter (where now.${ident(name)} is distinct from before.${ident(name)})`)
  const [row] = await engine.all(`select ${sums.join(' + ')} as n from ${now} as now join ${before} as before using (file_row_number)`)
  return Number(row!.n)
}
