import { ident } from '@/lib/catalog/sql-text'
import type { Column } from '@/lib/catalog/types'
import { UserError } from '@/lib/catalog/user-error'
import { DuckEngine } from '../engine'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { openTable, type FileColumn } from './table-file'

/** One condition on one column. All conditions of a page hold together. */
export type Filter = { column: string } & (
  | { op: 'contains' | 'equals' | 'differs' | 'less' | 'greater' | 'at_least' | 'at_most'; value: string }
  | { op: 'between'; from: string; to: string }
  | { op: 'in'; values: string[] }
  | { op: 'missing' | 'present' }
)

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
    const shown = job.columns === null ? columns : job.columns.map((name) => find(columns, name))
    const { where, values } = conditions(job.filters, columns)
    const [counted] = await engine.all(`select count(*) as n from ${relation}`)
    const total = Number(counted!.n)
    const filtered = where === '' ? total : Number((await engine.all(`select count(*) as n from ${relation} where ${where}`, values))[0]!.n)
    const query = job.sort || where !== '' ? picked(job, shown, relation, where, columns) : inOrder(job, shown, relation)
    const { rows } = shown.length === 0 ? { rows: [] } : await engine.table(query, values)
    return { columns: shown.map(({ name, type }) => ({ name, type })), rows, total, filtered }
  } catch (error) {
    throw conversion(error)
  } finally {
    connection.closeSync()
  }
}

function find(columns: FileColumn[], name: string): FileColumn {
  const found = columns.find((column) => column.name === name)
  if (!found) throw new UserError(`The table has no column “${name}”.`)
  return found
}

/** In the file's order a range of row numbers is enough, and skips whole row groups. */
function inOrder(job: PageJob, shown: FileColumn[], relation: string): string {
  return `select ${selectList(shown, job.longestText)} from ${relation}
    where file_row_number >= ${job.offset} and file_row_number < ${job.offset + job.limit} order by file_row_number`
}

/** Otherwise the sort's and the filters' columns alone decide which rows, and only those rows are read whole. */
function picked(job: PageJob, shown: FileColumn[], relation: string, where: string, columns: FileColumn[]): string {
  const key = job.sort ? `${ident(find(columns, job.sort.column).name)}` : 'null'
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

const comparisons = { equals: '=', less: '<', greater: '>', at_least: '>=', at_most: '<=' } as const

/** The filters as SQL with bound values. */
export function conditions(filters: Filter[], columns: FileColumn[]): { where: string; values: string[] } {
  const values: string[] = []
  const parts = filters.map((filter) => {
    const column = find(columns, filter.column)
    const name = ident(column.name)
    const typed = (value: string) => `cast($${values.push(value)} as ${comparedAs(column, value)})`
    switch (filter.op) {
      case 'missing':
        return `${name} is null`
      case 'present':
        return `${name} is not null`
      case 'contains':
        return `contains(lower(cast(${name} as varchar)), lower($${values.push(filter.value)}))`
      case 'differs':
        return `${name} is distinct from ${typed(filter.value)}`
      case 'between':
        return `${name} between ${typed(filter.from)} and ${typed(filter.to)}`
      case 'in':
        return filter.values.length === 0 ? 'false' : `${name} in (${filter.values.map(typed).join(', ')})`
      default:
        return `${name} ${comparisons[filter.op]} ${typed(filter.value)}`
    }
  })
  return { where: parts.map((part) => `(${part})`).join(' and '), values }
}

/** A whole number is compared as such, exactly; `2.5` with a column of whole numbers as a fraction, for a cast would round it. */
function comparedAs(column: FileColumn, value: string): string {
  if (column.type === 'text') return 'varchar'
  return column.type === 'integer' && !/^\s*[+-]?\d+\s*$/.test(value) ? 'double' : column.sqlType
}

const typeWords: Record<string, string> = { INT64: 'a whole number', INT32: 'a whole number', BIGINT: 'a whole number', DOUBLE: 'a number', double: 'a number', date: 'a date such as 2024-05-31', timestamp: 'a date with time such as 2024-05-31 14:00', BOOL: 'true or false' }

/** A value that does not fit its column's type is the asker's slip. */
function conversion(error: unknown): unknown {
  const found = error instanceof Error ? /Could not convert string '([^']*)' to (\w+)|invalid (\w+) field format: "([^"]*)"/i.exec(error.message) : null
  if (!found) return error
  return new UserError(`“${found[1] ?? found[4]}” is not ${typeWords[found[2] ?? found[3] ?? ''] ?? 'a value of that column’s type'}.`)
}
