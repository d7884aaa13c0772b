import { fixedFields, fixedStarts } from './fixed-width'
import { findHeader } from './header'
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
  /** Rows that hold them. */
  headerRows: number
  /** Where the columns of a fixed-width file begin. */
  starts?: number[]
  /** The positions were found by the blanks before them, so a text that runs over one does not fit. */
  gapped?: boolean
  /** What a line begins with that is no row. */
  comment?: string
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
  starts?: number[]
}

/**
 * How a delimited text is written, from its beginning (some tens of KB; a cut-off last line is not looked at).
 * The delimiter is the one that cuts the most of the lines into the same number of fields.
 */
export function detectDialect(head: string, { complete, delimiter, options = {} }: { complete: boolean; delimiter?: string; options?: ReadingOptions }): Dialect | null {
  const text = head.replace(/^\ufeff/, '')
  const wanted = options.delimiter ?? delimiter
  const quote = options.quote ?? likelyQuote(text)
  const cutting = { complete, options }
  if (options.starts || wanted === 'fixed') {
    const fixed = fixedCut(text, cutting)
    return fixed && fixed.rows.length > 0 ? describe(fixed, options) : null
  }
  const tried = wanted ? [wanted] : [...delimiters]
  let best = tried.map((each) => cut(text, each, quote, cutting)).reduce((one, other) => (other.score > one.score ? other : one))
  if (!wanted && best.score <= 0) {
    const spaced = cut(text, 'spaces', '', cutting)
    if (spaced.width > 2 && spaced.rows.length > 1 && spaced.rows.every(({ fields }) => fields.length === spaced.width)) best = spaced
    else best = fixedCut(text, cutting) ?? tried.map((each) => cut(text, each, quote, cutting)).find(uncut) ?? best
  }
  if (best.rows.length === 0) return null
  return describe(best, options)
}

/** Lines of one value each, as a list of sentences has them. */
const uncut = ({ rows }: Cut) => rows.every(({ fields }) => fields.length === 1)

interface Cutting {
  complete: boolean
  options: ReadingOptions
}

/** Undefined where no positions are told and none can be seen. */
function fixedCut(text: string, { complete, options }: Cutting): Cut | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  if (!complete && lines.length > 1) lines.pop()
  const counted = lines.map((line, index) => ({ line, index })).filter(({ line, index }) => index >= (options.skip ?? 0) && line.trim() !== '' && !(options.comment && line.startsWith(options.comment)))
  const starts = options.starts ?? fixedStarts(counted.filter(({ line }) => !comment.test(line)).map(({ line }) => line)) ?? (options.delimiter === 'fixed' ? [0] : undefined)
  if (!starts) return undefined
  const rows = counted.slice(0, 300).map(({ line, index }) => ({ fields: !options.comment && comment.test(line) ? [line] : fixedFields(line, starts), line: index }))
  return { delimiter: 'fixed', quote: '', score: 1_000, rows, width: starts.length, starts }
}

/** Apostrophes quote where whole fields stand between them and no double quote is in sight. */
function likelyQuote(text: string): string {
  if (text.includes('"')) return '"'
  return (text.match(/(^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm) ?? []).length >= 2 ? "'" : '"'
}

function cut(text: string, delimiter: string, quote: string, { complete, options }: Cutting): Cut {
  const parsed = delimiter === 'spaces' ? spacedRows(text) : numberedRows(text, delimiter, quote)
  const skip = options.skip ?? 0
  const rows = (complete || parsed.length < 2 ? parsed : parsed.slice(0, -1)).filter(
    ({ fields, line }) => line >= skip && (fields.length > 1 || fields[0] !== '') && !(options.comment && fields[0]!.startsWith(options.comment)),
  )
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

function describe({ delimiter, quote, rows, width, score, starts }: Cut, options: ReadingOptions): Dialect {
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
  if (starts && !options.starts) doubts.push(`No character sets the columns apart, so they were cut at fixed positions: ${starts.map((start) => start + 1).join(', ')}.`)
  const table = rows.slice(at, at + 200).map(({ fields }) => fields)
  const head = findHeader(table, options)
  if (head.doubt) doubts.push(head.doubt)
  notes.push(...doubts.filter((doubt) => !notes.includes(doubt)))
  const [first, further] = [head.names ?? table[0]!, table.slice(Math.max(1, head.rows))]
  const common = { delimiter, quote, skip, headerRows: head.rows, notes, doubts, ...(starts && { starts, gapped: !options.starts }), ...(options.comment && { comment: options.comment }) }
  const full = head.names && first.length < width && first.length === width - 1 && further.length > 0 ? width : first.length
  const trailing = full > 1 && !starts && [...(full === first.length ? [first] : []), ...further].every((fields) => fields.length === full && fields[full - 1] === '')
  if (trailing) return { ...common, width: full - 1, header: head.names ? head.names.slice(0, full - 1) : null, trailing }
  if (full > first.length && head.names) {
    const short = 'The header has one name fewer than the lines have values, so the first column was numbered.'
    return { ...common, width: full, header: ['', ...head.names], trailing, notes: [...notes, short], doubts: [...doubts, short] }
  }
  return { ...common, width: first.length, header: head.names, trailing }
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
