import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from 'hucre/xlsx'
import type { Column, TableEngine } from '../types'
import { ident } from '../sql-text'
import { UserError } from '../user-error'

/** Rows that are held at once. */
const pageRows = 10_000
/** Excel's own limits. */
const mostColumns = 16_384
const longestCell = 32_767
/** Of a number's digits, Excel keeps fifteen. */
const exact = 999_999_999_999_999

type Cell = string | number | boolean | Date | null

/**
 * Writes a table as one sheet of an Excel workbook, page by page. Whole numbers of more than fifteen digits are written as text, so
 * that no digit is lost; dates are dates. @throws UserError for a table that is larger than Excel can hold
 */
export async function writeExcel(engine: TableEngine, table: string, columns: Column[], rows: number, file: string): Promise<void> {
  if (rows >= XLSX_MAX_ROWS_PER_SHEET) throw new UserError(`Excel holds ${(XLSX_MAX_ROWS_PER_SHEET - 1).toLocaleString('en')} rows below the names, and the table has ${rows.toLocaleString('en')}. Choose CSV or Parquet, or put Sample before this step.`)
  if (columns.length > mostColumns) throw new UserError(`Excel holds ${mostColumns.toLocaleString('en')} columns, and the table has ${columns.length.toLocaleString('en')}. Choose CSV or Parquet.`)
  let cut = 0
  async function* lines(): AsyncGenerator<Cell[]> {
    yield columns.map(({ name }) => name)
    const selected = columns.map(({ name, type }, index) => `${type === 'other' ? `CAST(${ident(name)} AS VARCHAR)` : ident(name)} AS c${index}`).join(', ')
    for (let at = 0; at < rows; at += pageRows) {
      const page = await engine.all(`SELECT ${selected} FROM ${table} LIMIT ${pageRows} OFFSET ${at}`)
      for (const row of page) {
        yield columns.map(({ type }, index) => {
          const value = cell(row[`c${index}`], type)
          if (typeof value !== 'string' || value.length <= longestCell) return value
          cut++
          return value.slice(0, longestCell)
        })
      }
    }
  }
  await pipeline(Readable.fromWeb(writeXlsxStream(lines(), { name: 'Table', freezePane: { rows: 1 } }) as never), createWriteStream(file))
  if (cut > 0) engine.log(`Warning: ${cut} ${cut === 1 ? 'text was' : 'texts were'} cut at ${longestCell.toLocaleString('en')} characters, which is all that a cell of Excel holds`)
}

function cell(value: unknown, type: Column['type']): Cell {
  if (value === null || value === undefined) return null
  if (type === 'integer') return typeof value === 'number' && Math.abs(value) <= exact ? value : String(value)
  if (type === 'number') return typeof value === 'number' ? value : value === 'NaN' ? null : String(value)
  if (type === 'date' || type === 'timestamp') {
    const instant = new Date(type === 'date' ? `${String(value)}T00:00:00Z` : /Z$/.test(String(value)) ? String(value) : `${String(value)}Z`)
    // Excel counts days from 1900.
    return Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1900 || instant.getUTCFullYear() > 9999 ? String(value) : instant
  }
  return typeof value === 'boolean' ? value : String(value)
}
