import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UserError } from '@/lib/catalog/user-error'
import { spacedFields, type Dialect } from './dialect'
import { fixedFields, overrun } from './fixed-width'
import { RowSplitter, type Row } from './row-splitter'

export interface Tidied {
  /** Rows that do not fit the table. */
  rejected: number
}

const blockLength = 1 << 18

/**
 * Writes the rows of a delimited UTF-8 file anew as plain CSV without a header, and those with another number of fields to
 * `rejects`, each with its line and the reason. @throws UserError for a quote that stays open over several lines
 */
export async function tidy(file: string, dialect: Dialect, out: string, rejects: string, partial = false): Promise<Tidied> {
  let rejected = 0
  const refused = createWriteStream(rejects)
  refused.write(csvLine(['line', 'reason', 'text']))
  const reject = (row: Row, reason: string) => {
    rejected++
    return refused.write(csvLine([String(row.line + 1), reason, row.fields.join(between)]))
  }
  const width = dialect.width + (dialect.trailing ? 1 : 0)
  const between = dialect.delimiter.length > 1 ? '  ' : dialect.delimiter
  async function* lines(): AsyncGenerator<string> {
    let block = ''
    let header = dialect.headerRows
    for await (const { row, cutOff, over } of rowsOf(file, dialect, partial)) {
      const { fields } = row
      if (row.line < dialect.skip || (fields.length === 1 && fields[0]!.trim() === '' && width > 1)) continue
      if (header > 0) {
        header--
        continue
      }
      const fits = fields.length === width || (dialect.trailing && fields.length === dialect.width)
      if (cutOff || over || !fits) {
        const reason = cutOff ? 'The file ends in the middle of a quoted value.' : over ? `A text runs over the beginning of column ${over}.` : `It has ${fields.length} ${fields.length === 1 ? 'value' : 'values'}; the table has ${dialect.width} columns.`
        if (!reject(row, reason)) await new Promise<void>((resolve) => refused.once('drain', () => resolve()))
        continue
      }
      block += csvLine(fields.slice(0, dialect.width))
      if (block.length < blockLength) continue
      yield block
      block = ''
    }
    yield block
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(out))
  } finally {
    await new Promise<void>((resolve) => refused.end(() => resolve()))
  }
  return { rejected }
}

interface Cut {
  row: Row
  cutOff?: boolean
  /** The column whose beginning a text runs over. */
  over?: number | undefined
}

async function* rowsOf(file: string, dialect: Dialect, partial: boolean): AsyncGenerator<Cut> {
  for await (const cut of everyRow(file, dialect, partial)) if (dialect.comment === undefined || !cut.row.fields[0]!.startsWith(dialect.comment)) yield cut
}

async function* everyRow(file: string, dialect: Dialect, partial: boolean): AsyncGenerator<Cut> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })
  const byLine = dialect.delimiter === 'spaces' || dialect.delimiter === 'fixed'
  const splitter = byLine ? new RowSplitter('', '') : new RowSplitter(dialect.delimiter, dialect.quote)
  const split = (row: Row): Cut => {
    const [line] = row.fields
    if (dialect.delimiter === 'spaces') return { row: { line: row.line, fields: spacedFields(line!) } }
    if (!dialect.starts || line!.trim() === '') return { row }
    const over = dialect.gapped ? overrun(line!, dialect.starts) : undefined
    return { row: { line: row.line, fields: over ? [line!] : fixedFields(line!, dialect.starts) }, over }
  }
  let first = true
  for await (const chunk of stream) {
    for (const row of splitter.push(first ? (chunk as string).replace(/^\ufeff/, '') : (chunk as string))) yield split(row)
    first = false
  }
  const open = splitter.openQuote
  const last = splitter.end()
  if (!last || (partial && open !== undefined)) return
  if (open !== undefined && last.fields.some((field) => /[\r\n]\s*\S/.test(field))) {
    throw new UserError(`On line ${open + 1} a quoted value is not closed. It reads: ${last.fields.join(dialect.delimiter).split(/[\r\n]/)[0]!.slice(0, 120)}`)
  }
  yield { ...split(last), cutOff: open !== undefined }
}

/** One line of CSV. An empty text is quoted where it stands alone, or its line would be blank. */
export function csvLine(fields: string[]): string {
  const line = fields.map((field) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""').replace(/\r\n?/g, '\n')}"` : field)).join(',')
  return `${line === '' ? '""' : line}\n`
}
