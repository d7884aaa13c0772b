import type { SelectOption } from '@/components/ui/select'
import { typeLooks } from '@/components/tables/type-icon'
import type { ColumnType } from '@/lib/catalog/types'
import { encodings } from '@/lib/duckdb/ingest/encodings'
import type { Finding } from '@/lib/duckdb/ingest/findings'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'

/** Stands for "find it": a select's value is never empty. */
export const auto = 'auto'

const delimiterWords: Record<string, string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Bar |',
  spaces: 'Runs of spaces',
  fixed: 'Fixed positions',
}
const encodingWords: Partial<Record<(typeof encodings)[number], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Western)',
  'iso-8859-1': 'Latin-1 (ISO 8859-1)',
  'iso-8859-2': 'Latin-2 (ISO 8859-2)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
}
const quoteWords: Record<string, string> = { '"': 'Double quote "', "'": 'Apostrophe \'', '': 'Nothing' }
const markWords: Record<string, string> = { '.': 'Point', ',': 'Comma', ' ': 'Space', "'": 'Apostrophe' }

export function delimiterWord(delimiter: string): string {
  return delimiterWords[delimiter] ?? (delimiter.charCodeAt(0) < 32 ? `Control character ${delimiter.charCodeAt(0)}` : delimiter)
}

function automatic(found: string | undefined): SelectOption {
  return { value: auto, label: found === undefined ? 'Found by itself' : `Found: ${found}` }
}

/** What the columns told of a mark or an order: each of them where they differ, and that none had any. */
function written<K extends 'decimal' | 'thousands' | 'dateOrder'>(findings: Finding[] | undefined, key: K, word: (value: NonNullable<ReadingOptions[K]>) => string): SelectOption {
  if (!findings) return automatic(undefined)
  const values = [...new Set(findings.flatMap((finding) => finding.written?.[key] ?? []))] as NonNullable<ReadingOptions[K]>[]
  const parts = [...values.map(word), ...(findings.some(({ ask }) => ask === key) ? ['left open'] : [])]
  return automatic(parts.length === 0 ? 'none' : parts.join(', '))
}

const listed = (words: Record<string, string>): SelectOption[] => Object.entries(words).map(([value, label]) => ({ value: value === '' ? 'none' : value, label }))

/** The choices of each select, the found one first. */
export const delimiterChoices = (found: ReadingOptions, columns?: number): SelectOption[] => [
  automatic(found.delimiter === undefined ? undefined : columns === 1 && found.delimiter !== 'fixed' ? 'one column' : delimiterWord(found.delimiter)),
  ...listed(delimiterWords),
  { value: 'other', label: 'Another character…' },
]
export const quoteChoices = (found: ReadingOptions): SelectOption[] => [automatic(found.quote === undefined ? undefined : quoteWords[found.quote]), ...listed(quoteWords)]
export const encodingChoices = (found: ReadingOptions): SelectOption[] => [automatic(found.encoding && encodingWords[found.encoding]), ...encodings.map((value) => ({ value, label: encodingWords[value] ?? value }))]
export const headerChoices = (found: ReadingOptions): SelectOption[] => [
  automatic(found.header === undefined ? undefined : found.header ? headerWord(found.headerRows ?? 1) : 'no names'),
  { value: '0', label: 'No names' },
  ...[1, 2, 3, 4, 5].map((rows) => ({ value: String(rows), label: headerWord(rows) })),
]
export const decimalChoices = (findings: Finding[] | undefined): SelectOption[] => [written(findings, 'decimal', (mark) => markWords[mark]!), { value: '.', label: 'Point, 1.5' }, { value: ',', label: 'Comma, 1,5' }]
export const thousandsChoices = (findings: Finding[] | undefined): SelectOption[] => [written(findings, 'thousands', (mark) => markWords[mark]!), ...listed(markWords).filter(({ value }) => [',', '.', ' ', "'"].includes(value))]
export const orderChoices = (findings: Finding[] | undefined): SelectOption[] => [written(findings, 'dateOrder', (order) => (order === 'dmy' ? 'Day first' : 'Month first')), { value: 'dmy', label: 'Day first, 31/01' }, { value: 'mdy', label: 'Month first, 01/31' }]

function headerWord(rows: number): string {
  return rows === 1 ? 'names in the first line' : `names in ${rows} lines`
}

const chosenTypes = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'] as const

export function typeChoices(found: ColumnType | undefined): SelectOption[] {
  return [automatic(found && typeLooks[found].word), ...chosenTypes.map((type) => ({ value: type, label: typeLooks[type].word }))]
}

/** `NA, -9, none` → its parts; undefined where there is none. */
export function markersOf(text: string): string[] | undefined {
  const markers = text.split(',').map((marker) => marker.trim()).filter(Boolean)
  return markers.length === 0 ? undefined : [...new Set(markers)]
}

/** `1, 9, 21`, counted from 1, → positions from 0; undefined where it is not a rising list. */
export function startsOf(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  const starts = parts.map((part) => Number(part) - 1)
  const valid = starts.length > 0 && starts.every((start, index) => Number.isInteger(start) && start >= 0 && (index === 0 || start > starts[index - 1]!))
  return valid ? starts : undefined
}
