import { text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import { withRead } from './checked'
import { columnNames } from './column-names'
import { detectDialect, type Dialect } from './dialect'
import { finish } from './findings'
import { readHead } from './format'
import { inferTypes } from './infer-types'
import { plainText } from './plain-text'
import { tidy } from './tidy'
import type { Reading, Source } from './source'

const headBytes = 256 << 10
const longestLine = 8 << 20
/** What a thread reads at once. DuckDB's own default, 32 of the longest lines, would hold a quarter of a gigabyte. */
const bufferBytes = 16 << 20

/** CSV and its kin: the dialect from the beginning, the types from all rows. A malformed line stops the reading and is named, unless it is `tolerant`. */
export async function readDelimited({ engine, file, scratch, options, tolerant, thorough = false, partial = false, later }: Reading, delimiter?: string): Promise<Source> {
  const plain = await plainText(file, scratch, options.encoding, later)
  const head = readHead(plain.file, headBytes)
  const dialect = detectDialect(new TextDecoder().decode(head), { complete: head.length < headBytes && !partial, options, ...(delimiter && { delimiter }) })
  if (!dialect) throw new UserError('The file has no rows: there is nothing but empty lines in it.')
  const names = columnNames(dialect.header ?? Array.from({ length: dialect.width }, () => null))
  const tidied = tolerant || needsTidying(dialect)
  const [body, rejects] = [`${scratch}.body`, `${scratch}.rejects`]
  const rejected = tidied ? (await tidy(plain.file, dialect, body, rejects, partial)).rejected : 0
  const relation = tidied ? csvRelation(body, ',', names, false) : csvRelation(plain.file, dialect.delimiter, names, dialect.header !== null, false, dialect.quote)
  const inferred = await inferTypes(engine, relation, names, { numbers: true, delimiter: dialect.delimiter, options, thorough })
  const { select, findings, notes, doubts } = finish(names, inferred, options)
  const heading = dialect.header || options.header === false ? [] : ['The first line holds values, not names, so the columns were numbered.']
  const left = rejected === 0 ? [] : [`${rejected === 1 ? '1 row does' : `${rejected} rows do`} not fit the table and ${rejected === 1 ? 'was' : 'were'} set aside.`]
  return {
    query: `select ${select} from ${withRead(relation, inferred.beside)}`,
    findings,
    notes: [...left, ...plain.notes, ...dialect.notes, ...heading, ...notes],
    doubts: [...left, ...dialect.doubts, ...heading, ...doubts],
    found: { ...options, delimiter: dialect.delimiter, quote: dialect.quote as '"' | "'" | '', encoding: plain.encoding, header: dialect.header !== null, headerRows: Math.max(1, dialect.headerRows), skip: dialect.skip, ...(dialect.starts && { starts: dialect.starts }) },
    ...(rejected > 0 && { rejected: { rows: rejected, file: rejects } }),
  }
}

/** DuckDB reads a table that begins at once, cut by one character; anything else is written anew for it. */
const needsTidying = ({ delimiter, quote, skip, trailing, width, header, headerRows, comment }: Dialect) =>
  skip > 0 || trailing || delimiter === 'spaces' || headerRows > 1 || comment !== undefined || quote === '' || (header !== null && header[0] === '' && width > header.filter((name) => name !== '').length && width > 1)

/** All columns as text, under names that we chose. `padded`: lines may end early (DuckDB reads such files on one thread). */
export function csvRelation(file: string, delimiter: string, names: string[], header: boolean, padded = false, quote = '"'): string {
  const columns = names.map((name) => `${text(name)}: 'VARCHAR'`).join(', ')
  return `read_csv(${text(file)}, auto_detect = false, delim = ${text(delimiter)}, quote = ${text(quote)}, escape = ${text(quote)}, header = ${header}, columns = {${columns}}, max_line_size = ${longestLine}, buffer_size = ${bufferBytes}${padded ? ', null_padding = true, parallel = false' : ''})`
}

/** A sentence with the line, of DuckDB's message about a malformed CSV file; undefined if it is not one. */
export function explainCsv(message: string): string | undefined {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  if (!line) return /CSV Parser state machine/.test(message) ? 'The file is not well-formed CSV: a quoted value is not closed properly. Save it again as CSV (UTF-8).' : undefined
  const original = /Original Line: ([^\n]*)/.exec(message)?.[1]?.slice(0, 120)
  const shown = original === undefined ? '' : ` It reads: ${original}`
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  if (counts) return `Line ${line} has ${counted(Number(counts[2]))}, but the first line has ${counts[1]}.${shown}`
  if (/unterminated quote/i.test(message)) return `On line ${line} a quoted value is not closed.${shown}`
  if (/Maximum line size/i.test(message)) return `Line ${line} is longer than ${longestLine >> 20} MB; a quote may be missing before it.`
  return `Line ${line} cannot be read.${shown}`
}

const counted = (fields: number) => (fields === 1 ? '1 value' : `${fields} values`)
