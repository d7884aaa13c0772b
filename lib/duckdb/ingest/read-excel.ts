import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { isUserError, UserError } from '@/lib/catalog/user-error'
import { withRead } from './checked'
import { columnNames } from './column-names'
import { finish } from './findings'
import { findHeader } from './header'
import { inferTypes } from './infer-types'
import type { ReadingOptions } from './options'
import { csvRelation } from './read-delimited'
import type { Reading, Source } from './source'
import { csvLine } from './tidy'

type Cell = string | number | boolean | Date | null

/** One sheet of a workbook, the first unless it is named, row by row through a text file, so that types are found as in CSV. */
export async function readExcel({ engine, file, scratch, options, thorough = false }: Reading): Promise<Source> {
  const sheet = new Sheet(options)
  let sheets: string[] = []
  try {
    const bytes = await readFile(file)
    sheets = await sheetNames(bytes)
    if (options.sheet !== undefined && !sheets.includes(options.sheet)) throw new UserError(`The workbook has no sheet “${options.sheet}”. It has ${quoted(sheets)}.`)
    const rows = streamXlsxRows(bytes, { sheet: options.sheet ?? 0 })
    await pipeline(Readable.from(sheet.lines(rows as AsyncIterable<{ index: number; values: Cell[] }>)), createWriteStream(scratch))
  } catch (error) {
    if (isUserError(error)) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    throw new UserError(`The workbook cannot be read: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}. Save it from Excel again, or as CSV.`)
  }
  const { header, width } = sheet
  if (width === 0) throw new UserError(sheets.length > 1 ? `The sheet “${options.sheet ?? sheets[0]}” of the workbook is empty. It has ${quoted(sheets)}.` : 'The first sheet of the workbook is empty.')
  const names = columnNames(Array.from({ length: width }, (_, index) => header?.[index] ?? null))
  const relation = csvRelation(scratch, ',', names, false, true)
  const inferred = await inferTypes(engine, relation, names, { numbers: true, options, thorough })
  const { select, findings, notes, doubts } = finish(names, inferred, options)
  const name = options.sheet ?? sheets[0]!
  const several = sheets.length > 1
  const read = several ? `Of the sheets ${quoted(sheets)}, “${name}” was read.` : 'The first sheet of the workbook was read.'
  const heading = header || options.header === false ? [] : ['The first row holds values, not names, so the columns were numbered.']
  const guessed = [...sheet.doubts, ...heading, ...doubts]
  return {
    query: `select ${select} from ${withRead(relation, inferred.beside)}`,
    findings,
    notes: [read, ...sheet.doubts, ...heading, ...notes],
    doubts: several && options.sheet === undefined ? [read, ...guessed] : guessed,
    found: { ...options, sheet: name, header: header !== null, headerRows: Math.max(1, sheet.headerRows), skip: options.skip ?? sheet.skipped },
    sheets,
  }
}

const quoted = (names: string[]) => names.map((name) => `“${name}”`).join(', ')

/** Without the cells: no sheet's body is parsed. */
async function sheetNames(bytes: Buffer): Promise<string[]> {
  const names: string[] = []
  await readXlsx(bytes, { sheets: (info) => (names.push(info.name), false) })
  return names
}

/** Rows that are looked at for the header. */
const headRows = 60

/** Turns rows of cells into lines of CSV, and learns the header and the width on the way. */
class Sheet {
  header: string[] | null = null
  width = 0
  skipped = 0
  headerRows = 0
  doubts: string[] = []

  constructor(private readonly options: ReadingOptions) {}

  async *lines(rows: AsyncIterable<{ index: number; values: Cell[] }>): AsyncGenerator<string> {
    let block = ''
    let held: string[][] | undefined = []
    for await (const { index, values } of rows) {
      const fields = trimEnd(values.map(cellText))
      // Blank rows above, between and below the table are layout, not data.
      if (fields.length === 0 || index < (this.options.skip ?? 0)) continue
      if (held) {
        held.push(fields)
        if (held.length < headRows) continue
        block += this.begin(held)
        held = undefined
      } else block += this.line(fields)
      if (block.length > 1 << 18) {
        yield block
        block = ''
      }
    }
    if (held) block += this.begin(held)
    yield block
  }

  private begin(rows: string[][]): string {
    const [title, ...below] = rows
    // A title alone in its row above a wider table is no header.
    if (this.options.skip === undefined && this.options.header === undefined && title?.length === 1 && below.length > 1 && below.every((row) => row.length > 1)) {
      this.skipped = 1
      this.doubts.push(`The first row, “${title[0]!.slice(0, 60)}”, was skipped: it stands alone above the table.`)
    }
    const table = rows.slice(this.skipped)
    const { names, rows: headerRows, doubt } = findHeader(table, this.options)
    this.header = names
    this.headerRows = headerRows
    this.width = names?.length ?? 0
    if (doubt) this.doubts.push(doubt.replace('lines', 'rows'))
    return table.slice(headerRows).map((fields) => this.line(fields)).join('')
  }

  private line(fields: string[]): string {
    this.width = Math.max(this.width, fields.length)
    return csvLine(fields)
  }
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const iso = cell.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
  }
  return String(cell)
}

function trimEnd(fields: string[]): string[] {
  let length = fields.length
  while (length > 0 && fields[length - 1] === '') length--
  return fields.slice(0, length)
}
