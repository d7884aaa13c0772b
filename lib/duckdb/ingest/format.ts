import { openSync, readSync, closeSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '@/lib/catalog/user-error'

export type Format = 'csv' | 'tsv' | 'json' | 'parquet' | 'excel'

/** The first bytes of a file. */
export function readHead(file: string, bytes: number): Buffer {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(bytes, statSync(file).size))
    const length = readSync(handle, buffer, 0, buffer.length, 0)
    return buffer.subarray(0, length)
  } finally {
    closeSync(handle)
  }
}

/** Signatures of files that people try, and what to do with each. */
const refused: { bytes: number[]; message: string }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], message: 'This is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that.' },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], message: 'Arrow files cannot be read yet. Save the table as Parquet and upload that.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF, not a table. Upload CSV, Parquet, JSON or Excel (.xlsx).' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], message: 'This is an SQLite database. Export the table as CSV and upload that.' },
]

/** What a file is, by its bytes first and its name second. @throws UserError for an empty file and for what cannot be read. */
export function detectFormat(file: string, fileName: string): Format {
  const head = readHead(file, 4096)
  if (head.length === 0) throw new UserError('The file is empty.')
  const starts = (bytes: number[]) => bytes.every((byte, index) => head[index] === byte)
  if (starts([0x50, 0x41, 0x52, 0x31])) return 'parquet'
  for (const { bytes, message } of refused) if (starts(bytes)) throw new UserError(message)
  const extension = path.extname(fileName).toLowerCase()
  if (starts([0x50, 0x4b])) return 'excel'
  if (extension === '.xlsx') throw new UserError('This is named .xlsx but is not an Excel workbook. Save it from Excel again and upload that.')
  if (extension === '.parquet') throw new UserError('This is named .parquet but is not a Parquet file: its first bytes are not PAR1.')
  if (['.json', '.jsonl', '.ndjson'].includes(extension)) return 'json'
  if (extension === '.tsv' || extension === '.tab') return 'tsv'
  if (extension === '.csv') return 'csv'
  return /^[\s\ufeff]*[[{]/.test(head.toString('utf8')) ? 'json' : 'csv'
}
