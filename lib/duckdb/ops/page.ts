import { ident } from '@/lib/catalog/sql-text'
import type { Column } from '@/lib/catalog/types'
import { DuckEngine } from '../engine'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { conditions, conversionError, findFileColumn, type Filter } from './conditions'
import { openTable, type FileColumn } from './table-file'

export interface PageJob {
  file: string
  offset: number
  limit: number
  sort: { column: string; direction: 'asc' | 'desc' } | null
  filters: Filter[]
  /** Only these columns, in this order; null for all. */
  columns: string[] | null
  /** Texts longer than this are cut and end in `…`. */
  longestText: number
}

export interface Page {
  columns: Column[]
  rows: JsonValue[][]
  /** Rows in the table, and rows that pass the filters. */
  total: number
  filtered: number
}

/** Rows of a Parquet file from anywhere in it. Row groups are the most that is read at once; the file never is. */
export const page: Operation<PageJob, Page> = async (job, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, job.file)
    const shown = job.columns === null ? columns : job.columns.map((name) => findFileColumn(columns, name))
    const { where, values } = conditions(job.filters, columns)
    const [counted] = await engine.all(`select count(*) as n from ${relation}`)
    const total = Number(counted!.n)
    const filtered = where === '' ? total : Number((await engine.all(`select count(*) as n from ${relation} where ${where}`, values))[0]!.n)
    const query = job.sort || where !== '' ? picked(job, shown, relation, where, columns) : inOrder(job, shown, relation)
    const { rows } = shown.length === 0 ? { rows: [] } : await engine.table(query, values)
    return { columns: shown.map(({ name, type }) => ({ name, type })), rows, total, filtered }
  } catch (error) {
    throw conversionError(error)
  } finally {
    connection.closeSync()
  }
}

/** In the file's order a range of row numbers is enough, and skips whole row groups. */
function inOrder(job: PageJob, shown: FileColumn[], relation: string): string {
  return `select ${selectList(shown, job.longestText)} from ${relation}
    where file_row_number >= ${job.offset} and file_row_number < ${job.offset + job.limit} order by file_row_number`
}

/** Otherwise the sort's and the filters' columns alone decide which rows, and only those rows are read whole. */
function picked(job: PageJob, shown: FileColumn[], relation: string, where: string, columns: FileColumn[]): string {
  const key = job.sort ? `${ident(findFileColumn(columns, job.sort.column).name)}` : 'null'
  const order = `sort_key ${job.sort?.direction === 'desc' ? 'desc' : 'asc'} nulls last, row_number`
  return `with chosen as materialized (
      select ${key} as sort_key, file_row_number as row_number from ${relation} ${where === '' ? '' : `where ${where}`}
      order by ${order} limit ${job.limit} offset ${job.offset})
    select ${selectList(shown, job.longestText)} from ${relation} join chosen on file_row_number = chosen.row_number order by ${order}`
}

function selectList(shown: FileColumn[], longest: number): string {
  return shown
    .map(({ name, type }) => {
      const column = ident(name)
      return type === 'text' ? `case when length(${column}) > ${longest} then left(${column}, ${longest}) || '…' else ${column} end as ${column}` : column
    })
    .join(', ')
}
