import { copyFileSync, readFileSync } from 'node:fs'
import type { Column } from '@/lib/catalog/types'
import { ident } from '@/lib/catalog/sql-text'
import type { Finding } from '../ingest/findings'
import { firstLines } from '../ingest/first-lines'
import type { Format } from '../ingest/format'
import type { ReadingOptions } from '../ingest/options'
import { RowSplitter } from '../ingest/row-splitter'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { readSource, type Extent, type IngestJob } from './ingest'

/** What reading a file would give. */
export interface Preview {
  format: Format
  /** The options as they were found or given. */
  options: ReadingOptions
  columns: Column[]
  /** By column, in order: its name in the file and what was found of its texts. */
  findings: Finding[]
  /** By column, in order: values that are missing in the rows that were read. */
  missing: number[]
  /** Rows that were read. */
  total: number
  /** Only the beginning of the file was read: `total` and `rejected` are of that part. */
  partial: boolean
  /** The first of them, JSON-safe. */
  rows: JsonValue[][]
  notes: string[]
  /** Those of the notes that a person should decide on. */
  doubts: string[]
  /** Rows that do not fit the table, and the first of them. */
  rejected: number
  rejectedRows: { line: number; reason: string; text: string }[]
  /** Of a workbook, in order. */
  sheets: string[]
  /** Of a zip archive with several files. */
  entries: string[]
  /** The first lines of a text as they are; nothing of other formats. */
  lines: string[]
}

export interface PreviewJob extends Omit<IngestJob, 'out'>, Extent {
  /** Where the rows that do not fit are copied, with their lines and the reasons. */
  rejectsOut?: string
}

const shownRows = 50
const longestText = 200
const rejectBytes = 32 << 10

/** Reads a file as `ingest` does and keeps nothing of it. @throws UserError as `ingest` does */
export const preview: Operation<PreviewJob, Preview> = (job, surroundings) =>
  readSource(job, surroundings, async ({ engine, format, source, unpacked, partial }) => {
    const columns = await engine.columns(source.query)
    // Every column, so that no line passes here that registering would refuse.
    const counts = columns.map(({ name }) => `count(${ident(name)})`)
    const { rows: counted } = await engine.table(`select count(*), ${counts.join(', ')} from (${source.query})`)
    const { rows } = await engine.table(`select * from (${source.query}) limit ${shownRows}`)
    const cut = (value: JsonValue) => (typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value)
    const [total, ...present] = counted[0]!.map(Number)
    if (source.rejected && job.rejectsOut) copyFileSync(source.rejected.file, job.rejectsOut)
    return {
      format,
      options: source.found ?? job.options ?? {},
      columns,
      findings: source.findings ?? columns.map(({ name }) => ({ name, markers: [] })),
      missing: present.map((count) => total! - count),
      total: total!,
      partial,
      rows: rows.map((row) => row.map(cut)),
      notes: source.notes,
      doubts: source.doubts ?? [],
      rejected: source.rejected?.rows ?? 0,
      rejectedRows: source.rejected ? firstRejects(source.rejected.file) : [],
      sheets: source.sheets ?? [],
      entries: unpacked.entries,
      lines: format === 'csv' || format === 'tsv' ? firstLines(unpacked.file, source.found?.encoding) : [],
    }
  })

function firstRejects(file: string): Preview['rejectedRows'] {
  const splitter = new RowSplitter(',', '"')
  const rows = [...splitter.push(readFileSync(file).subarray(0, rejectBytes).toString('utf8'))].slice(1, 21)
  return rows.map(({ fields: [line, reason, text] }) => ({ line: Number(line), reason: reason ?? '', text: (text ?? '').slice(0, longestText) }))
}
