import type { ReadingOptions } from './options'

export interface Header {
  /** The names; null where the first row is data already. */
  names: string[] | null
  /** Rows that hold them. */
  rows: number
  doubt?: string
}

const looksLikeValue = /^\s*([+-]?[\d.,]+([eE][+-]?\d+)?%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|true|false|null|nan|na|n\/a)\s*$/i
const isText = (field: string | undefined) => field !== undefined && /\p{L}/u.test(field) && !looksLikeValue.test(field)
const blank = (field: string | undefined) => field === undefined || field.trim() === ''

/** The names of a table from its first rows. What is guessed about more rows than one is a doubt. */
export function findHeader(rows: string[][], options: Pick<ReadingOptions, 'header' | 'headerRows'>): Header {
  const [first = [], ...further] = rows
  if (options.header === false) return { names: null, rows: 0 }
  if (options.headerRows !== undefined && options.headerRows > 1) return joined(rows.slice(0, options.headerRows))
  if (options.header === undefined && options.headerRows === undefined) {
    if (twoRows(first, further)) return { ...joined([first, further[0]!]), doubt: 'The first two lines look like one header and were joined.' }
    if (!isHeader(first, further)) return { names: null, rows: 0 }
  }
  return { names: first, rows: 1 }
}

/** Names above one another, from top to bottom; a blank in an upper row repeats what stands to its left, as merged cells are written. */
function joined(rows: string[][]): Header {
  const width = Math.max(...rows.map((row) => row.length))
  const spread = rows.map((row, index) => {
    if (index === rows.length - 1 || !row.some(blank)) return row
    let last = ''
    return Array.from({ length: width }, (_, at) => (blank(row[at]) ? last : (last = row[at]!)))
  })
  const names = Array.from({ length: width }, (_, at) => [...new Set(spread.map((row) => (row[at] ?? '').trim()).filter(Boolean))].join(' '))
  return { names, rows: rows.length }
}

/** Whether the second row belongs to the header: words over columns of values, under merged names or as units of measure. */
function twoRows(first: string[], further: string[][]): boolean {
  const [second, ...values] = further
  if (!second || values.length < 2 || first.some((field) => looksLikeValue.test(field) && !/^\s*(19|20)\d\d\s*$/.test(field))) return false
  const overValues = second.flatMap((field, at) => {
    const below = values.map((row) => row[at]).filter((value) => !blank(value))
    return below.length > 1 && below.every((value) => looksLikeValue.test(value!)) ? [field] : []
  })
  const words = overValues.filter(isText)
  if (words.length === 0 || overValues.some((field) => !blank(field) && !isText(field))) return false
  const merged = first.some(blank) && second.every((field) => !looksLikeValue.test(field) || blank(field))
  const units = !first.some(blank) && words.every((word) => /^\s*[([].*[)\]]\s*$/.test(word))
  return merged || units
}

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
  return names.some((name, index) => !looksLikeValue.test(name) && name !== '' && further.every((row) => row[index] === undefined || row[index] === '' || looksLikeValue.test(row[index]!)))
}
