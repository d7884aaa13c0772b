import { formatNumber } from './format'

export interface Readable {
  facts: { label: string; value: string }[]
  tables: { title: string; columns: string[]; rows: string[][] }[]
}

/** Any JSON object as facts and tables: lists of objects become tables, the rest facts. Version marks are left out. */
export function readable(value: unknown): Readable {
  const result: Readable = { facts: [], tables: [] }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ...result, facts: [{ label: 'Value', value: words(value) }] }
  for (const [key, entry] of Object.entries(value)) {
    if (key === 'version') continue
    if (isTable(entry)) {
      const columns = [...new Set(entry.flatMap((row) => Object.keys(row)))]
      result.tables.push({ title: label(key), columns: columns.map(label), rows: entry.map((row) => columns.map((column) => words(row[column]))) })
    } else if (isObject(entry)) {
      result.tables.push({ title: label(key), columns: ['Name', 'Value'], rows: Object.entries(entry).map(([name, inner]) => [name, words(inner)]) })
    } else {
      result.facts.push({ label: label(key), value: words(entry) })
    }
  }
  return result
}

/** `someKey`, `some_key` or `some-key` → `Some key`. */
function label(key: string): string {
  const spaced = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function words(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(words).join(', ')
  return JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTable(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
}
