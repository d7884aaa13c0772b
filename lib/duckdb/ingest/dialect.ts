import type { ReadingOptions } from './options'
import { RowSplitter, type Row } from './row-splitter'

const delimiters = [',', '\t', ';', '|', '^', '\u0001', '\u001f'] as const
/** Lines above a header that are looked over. */
const mostPreamble = 30
const comment = /^\s*(#|\/\/|%)/

export interface Dialect {
  delimiter: string
  quote: string
  /** Lines above the header or the first row. */
  skip: number
  /** How many fields a row has, without what `trailing` drops. */
  width: number
  /** The names; null where the first line is data already. */
  header: string[] | null
  /** Every line ends in a delimiter that starts no column. */
  trailing: boolean
  notes: string[]
  doubts: string[]
}

interface Cut {
  delimiter: string
  quote: string
  score: number
  rows: Row[]
  width: number
}

/**
 * How a delimited text is written, from its beginning (some tens of KB; a cut-off last line is not looked at).
 * The delimiter is the one that cuts the most of the lines into the same number of fields.
 */
export function detectDialect(head: string, { complete, delimiter, options = {} }: { complete: boolean; delimiter?: string; options?: ReadingOptions }): Dialect | null {
  const text = head.replace(/^\ufeff/, '')
  const wanted = options.delimiter ?? delimiter
  const quote = options.quote ?? likelyQuote(text)
  const tried = wanted ? [wanted] : [...delimiters]
  let best = tried.map((each) => cut(text, each, quote, complete, options.skip)).reduce((one, other) => (other.score > one.score ? other : one))
  if (!wanted && best.score <= 0) {
    const spaced = cut(text, 'spaces', '', complete, options.skip)
    if (spaced.width > 2 && spaced.rows.length > 1 && spaced.rows.every(({ fields }) => fields.length === spaced.width)) best = spaced
  }
  if (best.rows.length === 0) return null
  return describe(best, options)
}

/** Apostrophes quote where whole fields stand between them and no double quote is in sight. */
function likelyQuote(text: string): string {
  if (text.includes('"')) return '"'
  return (text.match(/(^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm) ?? []).length >= 2 ? "'" : '"'
}

function cut(text: string, delimiter: string, quote: string, complete: boolean, skip = 0): Cut {
  const parsed = delimiter === 'spaces' ? spacedRows(text) : numberedRows(text, delimiter, quote)
  const rows = (complete || parsed.length < 2 ? parsed : parsed.slice(0, -1)).filter(({ fields, line }) => line >= skip && (fields.length > 1 || fields[0] !== ''))
  const counts = new Map<number, number>()
  const proper = rows.filter(({ fields }) => !comment.test(fields[0]!))
  const counted = proper.length > 0 ? proper : rows
  for (const { fields } of counted) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  // On a tie the first line's, so that a file of two lines is as wide as its header.
  const first = counted[0]?.fields.length ?? 0
  const [width, agreeing] = [...counts].reduce((one, other) => (other[1] > one[1] || (other[1] === one[1] && other[0] === first) ? other : one), [0, 0])
  const score = width <= 1 ? 0 : (agreeing / counted.length) * 1000 + Math.min(width, 100) - (width === first ? 0 : 50)
  return { delimiter, quote, score, rows, width }
}

function describe({ delimiter, quote, rows, width, score }: Cut, options: ReadingOptions): Dialect {
  const notes: string[] = []
  const doubts: string[] = []
  let at = 0
  if (options.skip === undefined && width > 1) {
    while (at < Math.min(mostPreamble, rows.length - 1) && above(rows[at]!.fields, width, score)) at++
  }
  const skip = rows[at]!.line
  if (at > 0) {
    const comments = rows.slice(0, at).every(({ fields }) => comment.test(fields[0]!))
    notes.push(`The first ${skip === 1 ? 'line was' : `${skip} lines were`} skipped: ${comments ? 'comments above' : 'not part of'} the table.`)
    if (!comments) doubts.push(notes.at(-1)!)
  }
  const first = rows[at]!.fields
  const further = rows.slice(at + 1, at + 200).map(({ fields }) => fields)
  const header = (options.header ?? isHeader(first, further)) ? first : null
  const full = header && first.length < width && first.length === width - 1 && further.length > 0 ? width : first.length
  const trailing = full > 1 && [...(full === first.length ? [first] : []), ...further].every((fields) => fields.length === full && fields[full - 1] === '')
  if (trailing) return { delimiter, quote, skip, width: full - 1, header: header ? header.slice(0, full - 1) : null, trailing, notes, doubts }
  if (full > first.length && header) {
    doubts.push('The header has one name fewer than the lines have values, so the first column was numbered.')
    return { delimiter, quote, skip, width: full, header: ['', ...header], trailing, notes: [...notes, ...doubts.slice(-1)], doubts }
  }
  return { delimiter, quote, skip, width: first.length, header, trailing, notes, doubts }
}

/** Whether a line stands above the table: a comment, or with far fewer fields than nearly all lines have. */
function above(fields: string[], width: number, score: number): boolean {
  if (fields.length >= width) return false
  return comment.test(fields[0]!) || (score > 600 && (fields.length < width - 1 || width === 2))
}

function spacedRows(text: string): Row[] {
  return text.split(/\r\n|\r|\n/).slice(0, 300).map((line, index) => ({ fields: spacedFields(line), line: index }))
}

export const spacedFields = (line: string) => (/\S\s{2,}\S/.test(line) ? line.trim().split(/\s{2,}/) : line.trim().split(/\s+/))

function numberedRows(text: string, delimiter: string, quote: string): Row[] {
  const rows: Row[] = []
  const splitter = new RowSplitter(delimiter, quote)
  for (const row of splitter.push(text)) {
    rows.push(row)
    if (rows.length >= 300) return rows
  }
  const last = splitter.end()
  return last ? [...rows, last] : rows
}

const looksLikeValue = /^\s*([+-]?[\d.,]+([eE][+-]?\d+)?%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|true|false|null|nan|na|n\/a)\s*$/i

/**
 * A first line holds names unless a field is empty in the middle, repeats, or is itself a value while that column's
 * further values are of the same kind (`2019` heads a column of counts well, but not where names are wanted throughout).
 */
export function isHeader(first: string[], further: string[][]): boolean {
  const names = first.map((field) => field.trim())
  const filled = names.filter((name) => name !== '')
  if (filled.length === 0) return false
  const values = names.filter((name) => looksLikeValue.test(name)).length
  if (values === 0) return true
  if (further.length === 0) return values < names.length / 2
  // `year,2019,2020`: a text head over numbers in at least one column proves a header.
  const contrast = names.some((name, index) => !looksLikeValue.test(name) && name !== '' && further.every((row) => row[index] === undefined || row[index] === '' || looksLikeValue.test(row[index]!)))
  return contrast || values === 0
}
