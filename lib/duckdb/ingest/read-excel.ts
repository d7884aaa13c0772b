import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { isUserError, UserError } from '@/lib/catalog/user-error'
import { columnNames } from './column-names'
import { isHeader } from './dialect'
import { inferTypes, selectList } from './infer-types'
import { csvRelation } from './read-delimited'
import type { Reading, Source } from './source'
import { csvLine } from './tidy'

type Cell = string | number | boolean | Date | null

/** One sheet of a workbook, the first unless it is named, row by row through a text file, so that types are found as in CSV. */
export async function readExcel({ engine, file, scratch, options }: Reading): Promise<Source> {
  const sheet = new Sheet()
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
  const { parts, notes, doubts } = await inferTypes(engine, relation, names, { numbers: true, options })
  const name = options.sheet ?? sheets[0]!
  const several = sheets.length > 1
  const read = several ? `Of the sheets ${quoted(sheets)}, “${name}” was read.` : 'The first sheet of the workbook was read.'
  return { query: `select ${selectList(names, parts)} from ${relation}`, notes: [read, ...notes], doubts: several && options.sheet === undefined ? [read, ...doubts] : doubts, found: { ...options, sheet: name }, sheets }
}

const quoted = (names: string[]) => names.map((name) => `“${name}”`).join(', ')

/** Without the cells: no sheet's body is parsed. */
async function sheetNames(bytes: Buffer): Promise<string[]> {
  const names: string[] = []
  await readXlsx(bytes, { sheets: (info) => (names.push(info.name), false) })
  return names
}

/** Turns rows of cells into lines of CSV, and learns the header and the width on the way. */
class Sheet {
  header: string[] | undefined
  width = 0
  private started = false

  async *lines(rows: AsyncIterable<{ values: Cell[] }>): AsyncGenerator<string> {
    let block = ''
    let held: string[] | undefined
    for await (const { values } of rows) {
      const fields = trimEnd(values.map(cellText))
      // Blank rows above, between and below the table are layout, not data.
      if (fields.length === 0) continue
      this.width = Math.max(this.width, fields.length)
      if (!this.started && held === undefined) {
        held = fields
        continue
      }
      if (held) {
        block += this.begin(held, [fields])
        held = undefined
      }
      block += csvLine(fields)
      if (block.length > 1 << 18) {
        yield block
        block = ''
      }
    }
    if (held) block += this.begin(held, [])
    yield block
  }

  private begin(first: string[], further: string[][]): string {
    this.started = true
    if (isHeader(first, further)) {
      this.header = first
      return ''
    }
    return csvLine(first)
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
