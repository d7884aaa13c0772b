const images = /\.(png|jpe?g|gif|webp|svg|bmp)$/i
const texts = /(\.(txt|md|log|py|ya?ml|toml|ini|cfg|xml|html?|sql|sh|r|js|ts)|(^|\/)(MLmodel|requirements|Dockerfile))$/i

/** How a file can be shown; null where a browser cannot. */
export function previewKind(name: string): 'image' | 'json' | 'table' | 'text' | null {
  if (images.test(name)) return 'image'
  if (/\.json$/i.test(name)) return 'json'
  if (/\.(csv|tsv)$/i.test(name)) return 'table'
  return texts.test(name) ? 'text' : null
}

export interface PreviewTable {
  columns: string[]
  rows: string[][]
  /** Rows in the file; `rows` are the first of them. */
  total: number
}

const most = 500
const cell = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

/** The rows of a CSV or TSV file, or of the tables that MLflow writes as JSON (columns and data); null where it is another JSON. */
export function prepareTable(text: string, name: string, limit = most): PreviewTable | null {
  if (/\.json$/i.test(name)) {
    const value = parsed(text) as { columns?: unknown; data?: unknown } | undefined
    if (!value || !Array.isArray(value.columns) || !Array.isArray(value.data) || !value.data.every(Array.isArray)) return null
    const rows = value.data as unknown[][]
    return { columns: value.columns.map(cell), rows: rows.slice(0, limit).map((row) => row.map(cell)), total: rows.length }
  }
  const lines = splitRows(text, /\.tsv$/i.test(name) ? '\t' : ',')
  const [columns, ...rows] = lines
  return columns ? { columns, rows: rows.slice(0, limit), total: rows.length } : null
}

/** RFC 4180: quoted fields may hold separators, line ends and doubled quotes. */
function splitRows(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') field += text[++at]
      else quoted = false
    } else if (sign === '"' && field === '') quoted = true
    else if (sign === separator) {
      row.push(field)
      field = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      rows.push([...row, field])
      row = []
      field = ''
    } else field += sign
  }
  if (field !== '' || row.length > 0) rows.push([...row, field])
  return rows
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON with indents, or the text as it is where it is none. */
export function prettyText(text: string): string {
  const value = parsed(text)
  return value === undefined ? text : JSON.stringify(value, null, 2)
}
