import type { ColumnType } from '@/lib/catalog/types'
import { text } from '@/lib/catalog/sql-text'

/** How a column of text is turned into values. `value` is the trimmed text; missing markers are null by then. */
export interface Kind {
  name: string
  type: Exclude<ColumnType, 'other'>
  /** What a value looks like, whole and without regard to case; necessary, and read alike by JavaScript and DuckDB. */
  shape: RegExp
  /** What must hold besides (SQL). */
  also?: (value: string) => string
  convert: (value: string) => string
  /** Said to the person, where something was decided. */
  note?: string
  /** Which of day and month comes first, where that cannot be told from the form. */
  order?: 'dmy' | 'mdy'
}

/** True (SQL) where this text, which is not null, is a value of the kind. */
export function fitsKind(kind: Kind, value: string): string {
  const shaped = `regexp_full_match(${value}, ${text(kind.shape.source.replace(/^\^|\$$/g, ''))}, 'i')`
  return kind.also ? `(${shaped} and ${kind.also(value)})` : shaped
}

const unsafe = '9007199254740992'
const clock = '\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)?'
const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'i')

interface Form {
  format: string
  shape: string
  order?: 'dmy' | 'mdy'
}

const slashed = (separator: string, year: string) => `\\d{1,2}${separator}\\d{1,2}${separator}${year}`
const numeric: Form[] = (['/', '-'] as const).flatMap((mark) =>
  (['mdy', 'dmy'] as const).flatMap((order) =>
    ([['%Y', '\\d{4}'], ['%y', '\\d{2}']] as const).map(([year, digits]) => ({
      format: (order === 'mdy' ? ['%m', '%d', year] : ['%d', '%m', year]).join(mark),
      shape: slashed(mark, digits),
      order,
    })),
  ),
)
const forms: Form[] = [
  ...numeric,
  { format: '%d.%m.%Y', shape: slashed('[.]', '\\d{4}') },
  { format: '%d.%m.%y', shape: slashed('[.]', '\\d{2}') },
  { format: '%Y/%m/%d', shape: '\\d{4}/\\d{1,2}/\\d{1,2}' },
  { format: '%Y.%m.%d', shape: '\\d{4}[.]\\d{1,2}[.]\\d{1,2}' },
  { format: '%b %d %Y', shape: '[a-z]{3} \\d{1,2} \\d{4}' },
  { format: '%b %d, %Y', shape: '[a-z]{3} \\d{1,2}, \\d{4}' },
  { format: '%d %b %Y', shape: '\\d{1,2} [a-z]{3} \\d{4}' },
  { format: '%B %d, %Y', shape: '[a-z]{3,9} \\d{1,2}, \\d{4}' },
  { format: '%d %B %Y', shape: '\\d{1,2} [a-z]{3,9} \\d{4}' },
  { format: '%d-%b-%y', shape: '\\d{1,2}-[a-z]{3}-\\d{2}' },
  { format: '%d-%b-%Y', shape: '\\d{1,2}-[a-z]{3}-\\d{4}' },
]
const clocks = [
  { format: ' %H:%M', shape: ' \\d{1,2}:\\d{2}' },
  { format: ' %H:%M:%S', shape: ' \\d{1,2}:\\d{2}:\\d{2}' },
  { format: ' %I:%M %p', shape: ' \\d{1,2}:\\d{2} [ap]m' },
  { format: ' %I:%M:%S %p', shape: ' \\d{1,2}:\\d{2}:\\d{2} [ap]m' },
]

function dated({ format, shape, order }: Form, type: 'date' | 'timestamp'): Kind {
  return {
    name: format,
    type,
    shape: whole(shape),
    also: (v) => `try_strptime(${v}, ${text(format)}) is not null`,
    convert: (v) => `cast(strptime(${v}, ${text(format)}) as ${type})`,
    ...(order && { order, note: `was read as dates written ${order === 'mdy' ? 'month/day/year' : 'day/month/year'}.` }),
  }
}

const iso = '\\d{4}-\\d{1,2}-\\d{1,2}'
const cast = (name: string, type: 'date' | 'timestamp', sql: string, shape: string): Kind => ({
  name,
  type,
  shape: whole(shape),
  also: (v) => `try_cast(${v} as ${sql}) is not null`,
  convert: (v) => `cast(${v} as ${sql})`,
})

/** Dates as people write them. */
export const dates: Kind[] = [
  cast('date', 'date', 'date', iso),
  cast('timestamp', 'timestamp', 'timestamp', `${iso}([ T]${clock})?`),
  cast('instant', 'timestamp', 'timestamptz', `${iso}[ T]${clock} ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?)`),
  ...forms.map((form) => dated(form, 'date')),
  ...forms.flatMap((form) => clocks.map((time) => dated({ ...form, format: form.format + time.format, shape: form.shape + time.shape }, 'timestamp'))),
]

const strip = (marks: string, v: string) => `cast(replace(regexp_replace(${v}, ${text(`[${marks}]`)}, '', 'g'), ',', '.') as double)`

export const decimalComma: Kind = {
  name: 'decimal-comma',
  type: 'number',
  shape: whole('[+-]?(0|[1-9]\\d*)(,\\d+)?(e[+-]?\\d+)?'),
  convert: (v) => strip('_', v),
  note: 'was read as numbers with a decimal comma.',
}
export const thousandsComma: Kind = {
  name: 'thousands-comma',
  type: 'number',
  shape: whole('[+-]?([1-9]\\d{0,2}(,\\d{3})+|0|[1-9]\\d*)([.]\\d+)?'),
  convert: (v) => strip(',', v),
  note: 'was read as numbers with commas between thousands.',
}
export const thousandsPoint: Kind = {
  name: 'thousands-point',
  type: 'number',
  shape: whole('[+-]?([1-9]\\d{0,2}([.]\\d{3})+|0|[1-9]\\d*)(,\\d+)?'),
  convert: (v) => strip('.', v),
  note: 'was read as numbers with points between thousands.',
}
export const thousandsSpace: Kind = {
  name: 'thousands-space',
  type: 'number',
  shape: whole('-?([1-9]\\d{0,2}([ \u00a0\u202f]\\d{3})+|0|[1-9]\\d*)([.,]\\d+)?'),
  convert: (v) => strip(' \u00a0\u202f', v),
  note: 'was read as numbers with spaces between thousands.',
}
export const thousandsQuote: Kind = {
  name: 'thousands-quote',
  type: 'number',
  shape: whole("[+-]?([1-9]\\d{0,2}(['’]\\d{3})+|0|[1-9]\\d*)([.,]\\d+)?"),
  convert: (v) => strip("'’", v),
  note: 'was read as numbers with apostrophes between thousands.',
}

export const integer: Kind = {
  name: 'integer',
  type: 'integer',
  // No leading zeros (postcodes, keys), and nothing that a double could not hold exactly (long ids).
  shape: whole('[+-]?(0|[1-9]\\d{0,15})'),
  also: (v) => `abs(try_cast(${v} as bigint)) < ${unsafe}`,
  convert: (v) => `cast(${v} as bigint)`,
}
/** `1E5` beside `12345` is a code, not a hundred thousand. */
export const code: Kind = { name: 'code', type: 'text', shape: whole('\\d+(e\\d+)?'), convert: (v) => v }
export const number: Kind = {
  name: 'number',
  type: 'number',
  shape: whole('[+-]?((0|[1-9]\\d{0,14})([.]\\d*)?|[.]\\d+|(0|[1-9]\\d*)[.]\\d*)(e[+-]?\\d+)?|[+-]?inf(inity)?'),
  also: (v) => `try_cast(${v} as double) is not null`,
  convert: (v) => `cast(${v} as double)`,
}
const truth: Kind = { name: 'boolean', type: 'boolean', shape: whole('true|false'), convert: (v) => `lower(${v}) = 'true'` }

/** Numbers and truth values, for text files alone: what is text in JSON or Excel was meant as text. */
export const plain: Kind[] = [integer, code, number, truth]
/** The marks that kinds of numbers are known by. */
export const marksOf: Record<string, { decimal?: '.' | ','; thousands?: ',' | '.' | ' ' | "'" } | undefined> = {
  number: { decimal: '.' },
  'decimal-comma': { decimal: ',' },
  'thousands-comma': { decimal: '.', thousands: ',' },
  'thousands-point': { decimal: ',', thousands: '.' },
  'thousands-space': { thousands: ' ' },
  'thousands-quote': { thousands: "'" },
}
export const grouped: Kind[] = [decimalComma, thousandsComma, thousandsPoint, thousandsSpace, thousandsQuote]

/** What a column may be besides once a person has said its type. */
export const asked: Kind[] = [
  { name: 'any-integer', type: 'integer', shape: whole('[+-]?\\d+([.]0*)?'), also: (v) => `try_cast(${v} as bigint) is not null`, convert: (v) => `cast(${v} as bigint)` },
  { name: 'any-number', type: 'number', shape: whole('[+-]?(\\d+([.]\\d*)?|[.]\\d+)(e[+-]?\\d+)?'), also: (v) => `try_cast(${v} as double) is not null`, convert: (v) => `cast(${v} as double)` },
  { name: 'any-boolean', type: 'boolean', shape: whole('true|false|yes|no|y|n|t|f|on|off|1|0'), convert: (v) => `lower(${v}) in ('true', 'yes', 'y', 't', 'on', '1')` },
]
