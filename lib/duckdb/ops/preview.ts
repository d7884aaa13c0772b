import type { Column } from '@/lib/catalog/types'
import { ident } from '@/lib/catalog/sql-text'
import type { Format } from '../ingest/format'
import type { ReadingOptions } from '../ingest/options'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { readSource, type IngestJob } from './ingest'

/** What reading a file would give. */
export interface Preview {
  format: Format
  /** The options as they were found or given. */
  options: ReadingOptions
  columns: Column[]
  /** In the whole file. */
  total: number
  /** The first of them, JSON-safe. */
  rows: JsonValue[][]
  notes: string[]
  /** Those of the notes that a person should decide on. */
  doubts: string[]
  /** Rows that do not fit the table. */
  rejected: number
  /** Of a workbook, in order. */
  sheets: string[]
}

const shownRows = 50
const longestText = 200

/** Reads a file as `ingest` does and keeps nothing of it. @throws UserError as `ingest` does */
export const preview: Operation<Omit<IngestJob, 'out'>, Preview> = (job, surroundings) =>
  readSource(job, surroundings, async ({ engine, format, source }) => {
    const columns = await engine.columns(source.query)
    // Every column, so that no line passes here that registering would refuse.
    const counts = columns.map(({ name }) => `count(${ident(name)})`)
    const { rows: counted } = await engine.table(`select count(*), ${counts.join(', ')} from (${source.query})`)
    const { rows } = await engine.table(`select * from (${source.query}) limit ${shownRows}`)
    const cut = (value: JsonValue) => (typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value)
    return {
      format,
      options: source.found ?? job.options ?? {},
      columns,
      total: Number(counted[0]![0]),
      rows: rows.map((row) => row.map(cut)),
      notes: source.notes,
      doubts: source.doubts ?? [],
      rejected: source.rejected?.rows ?? 0,
      sheets: source.sheets ?? [],
    }
  })
