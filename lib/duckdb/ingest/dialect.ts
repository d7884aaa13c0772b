const delimiters = [',', '\t', ';', '|'] as const

export interface Dialect {
  delimiter: string
  /** How many fields the first line has. */
  width: number
  /** The first line's fields where they are names; null where it is data already. */
  header: string[] | null
}

/**
 * How a delimited text is written, from its beginning (some tens of KB; a cut-off last line is not looked at).
 * The delimiter is the one that cuts the most of the lines into the same number of fields as the first.
 */
export function detectDialect(head: string, options: { complete: boolean; delimiter?: string }): Dialect | null {
  const text = head.replace(/^\ufeff/, '')
  let best: { delimiter: string; score: number; rows: string[][] } | undefined
  for (const delimiter of options.delimiter ? [options.delimiter] : delimiters) {
    const parsed = parseRows(text, delimiter)
    const rows = (options.complete || parsed.length < 2 ? parsed : parsed.slice(0, -1)).filter((row) => row.length > 1 || row[0] !== '')
    const width = rows[0]?.length ?? 0
    if (width === 0) continue
    const agreeing = rows.filter((row) => row.length === width).length / rows.length
    const score = width === 1 ? 0 : agreeing * 1000 + Math.min(width, 100)
    if (!best || score > best.score) best = { delimiter, score, rows }
  }
  const first = best?.rows[0]
  if (!best || !first) return null
  return { delimiter: best.delimiter, width: first.length, header: isHeader(first, best.rows.slice(1, 200)) ? first : null }
}

/** RFC 4180 fields of up to a few hundred rows; doubled quotes are one. */
export function parseRows(text: string, delimiter: string, most = 300): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quoted) {
      if (char !== '"') field += char
      else if (text[at + 1] === '"') field += text[++at]
      else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === delimiter) {
      row.push(field)
      field = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      row.push(field)
      rows.push(row)
      if (rows.length >= most) return rows
      row = []
      field = ''
    } else field += char
  }
  if (field !== '' || row.length > 0) rows.push([...row, field])
  return rows
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
