import { ident, text } from '@/lib/catalog/sql-text'
import type { DuckEngine } from '../engine'

/** How a column of text is turned into values. `value` is the trimmed text; missing markers are null by then. */
interface Kind {
  name: string
  type: string
  /** True (SQL) where this text, which is not null, is a value of the kind. */
  fits: (value: string) => string
  convert: (value: string) => string
  /** Said to the person, where something was decided. */
  note?: (column: string) => string
}

const unsafe = '9007199254740992'
/** `words` where a person should check that the order was meant so. */
const dateFormats: { format: string; words?: string; time?: boolean }[] = [
  { format: '%m/%d/%Y', words: 'month/day/year' },
  { format: '%d/%m/%Y', words: 'day/month/year' },
  { format: '%d.%m.%Y' },
  { format: '%m/%d/%y', words: 'month/day/year' },
  { format: '%Y/%m/%d' },
  { format: '%b %d %Y' },
  { format: '%d %b %Y' },
  { format: '%B %d, %Y' },
  { format: '%d-%b-%y' },
  { format: '%d-%b-%Y' },
  { format: '%m/%d/%Y %H:%M', words: 'month/day/year', time: true },
  { format: '%d/%m/%Y %H:%M', words: 'day/month/year', time: true },
  { format: '%m/%d/%Y %H:%M:%S', words: 'month/day/year', time: true },
  { format: '%d/%m/%Y %H:%M:%S', words: 'day/month/year', time: true },
  { format: '%m/%d/%y %H:%M', words: 'month/day/year', time: true },
  { format: '%Y/%m/%d %H:%M', time: true },
  { format: '%Y/%m/%d %H:%M:%S', time: true },
  { format: '%d.%m.%Y %H:%M', time: true },
]

/**
 * Dates as people write them. What could be read in two ways (every day below 13) takes the first that fits, month first,
 * and the note says so.
 */
const dates: Kind[] = [
  {
    name: 'date',
    type: 'DATE',
    fits: (v) => `regexp_full_match(${v}, '\\d{4}-\\d{1,2}-\\d{1,2}') and try_cast(${v} as date) is not null`,
    convert: (v) => `cast(${v} as date)`,
  },
  {
    name: 'timestamp',
    type: 'TIMESTAMP',
    fits: (v) => `regexp_full_match(${v}, '\\d{4}-\\d{1,2}-\\d{1,2}([ T]\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)?)?') and try_cast(${v} as timestamp) is not null`,
    convert: (v) => `cast(${v} as timestamp)`,
  },
  {
    name: 'instant',
    type: 'TIMESTAMPTZ',
    fits: (v) => `regexp_full_match(${v}, '\\d{4}-\\d{1,2}-\\d{1,2}[ T]\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)? ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?)') and try_cast(${v} as timestamptz) is not null`,
    convert: (v) => `cast(${v} as timestamptz)`,
  },
  ...dateFormats.map(({ format, words, time }) => ({
    name: format,
    type: time ? 'TIMESTAMP' : 'DATE',
    fits: (v: string) => `try_strptime(${v}, ${text(format)}) is not null`,
    convert: (v: string) => `cast(strptime(${v}, ${text(format)}) as ${time ? 'timestamp' : 'date'})`,
    ...(words && { note: (column: string) => `“${column}” was read as dates written ${words}.` }),
  })),
]

/** Numbers and truth values, for text files alone: what is text in JSON or Excel was meant as text. */
const plain: Kind[] = [
  {
    name: 'integer',
    type: 'BIGINT',
    // No leading zeros (postcodes, keys), and nothing that a double could not hold exactly (long ids).
    fits: (v) => `regexp_full_match(${v}, '[+-]?(0|[1-9]\\d{0,15})') and abs(try_cast(${v} as bigint)) < ${unsafe}`,
    convert: (v) => `cast(${v} as bigint)`,
  },
  {
    name: 'number',
    type: 'DOUBLE',
    fits: (v) =>
      `regexp_full_match(${v}, '[+-]?((0|[1-9]\\d{0,14})([.]\\d*)?|[.]\\d+|(0|[1-9]\\d*)[.]\\d*)([eE][+-]?\\d+)?|[+-]?inf(inity)?') and try_cast(${v} as double) is not null`,
    convert: (v) => `cast(${v} as double)`,
  },
  {
    name: 'boolean',
    type: 'BOOLEAN',
    fits: (v) => `lower(${v}) in ('true', 'false')`,
    convert: (v) => `lower(${v}) = 'true'`,
  },
]

const decimalComma: Kind = {
  name: 'decimal-comma',
  type: 'DOUBLE',
  fits: (v) => `regexp_full_match(${v}, '[+-]?(0|[1-9]\\d*)(,\\d+)?([eE][+-]?\\d+)?')`,
  convert: (v) => `cast(replace(${v}, ',', '.') as double)`,
  note: (column) => `“${column}” was read as numbers with a decimal comma.`,
}

/** Texts that stand for a missing value in a column of numbers or dates; in a column of text they stay what they are. */
const missingMarkers = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '?', '.', 'missing']
const sampleRows = 5_000

export interface InferOptions {
  /** Look for numbers and truth values too. */
  numbers: boolean
  decimalComma?: boolean
}

export interface Inferred {
  /** By column, the expression that turns its text into its value. */
  parts: string[]
  notes: string[]
}

const value = (column: string) => `trim(${ident(column)})`
// list_contains and not IN: DuckDB makes a hash join of a long IN, at 16 MB a column.
const markers = `[${missingMarkers.map(text).join(', ')}]`
const present = (column: string) => `case when list_contains(${markers}, lower(${value(column)})) then null else ${value(column)} end`

/**
 * Finds for each text column the narrowest kind that fits every value of the whole table: a sample proposes, one scan decides.
 * A column that fails after the sample stays text rather than losing a value.
 */
export async function inferTypes(engine: DuckEngine, relation: string, columns: string[], options: InferOptions): Promise<Inferred> {
  const kinds = [...(options.numbers ? plain : []), ...(options.decimalComma ? [decimalComma] : []), ...dates]
  const sample = await sampleFits(engine, relation, columns.map((name) => ({ name, kinds })))
  const late = await lateFits(engine, relation, columns.filter((_, index) => !sample[index]!.any).map((name) => ({ name, kinds })))
  const whole = await fitting(engine, relation, columns.map((name, index) => ({ name, kinds: (late.get(name) ?? sample[index]!).kinds })))
  const notes: string[] = []
  const parts = columns.map((name, index) => {
    const kind = whole[index]!.any ? whole[index]!.kinds[0] : undefined
    if (!kind) return `nullif(${ident(name)}, '')`
    if (kind.note) notes.push(kind.note(name))
    return kind.convert(present(name))
  })
  return { parts, notes }
}

/** A select list of what was inferred, each under its column's name. */
export function selectList(columns: string[], parts: string[]): string {
  return columns.map((name, index) => `${parts[index]} as ${ident(name)}`).join(', ')
}

interface Candidates {
  name: string
  kinds: Kind[]
}

interface Fit {
  /** Whether there is a present value. */
  any: boolean
  kinds: Kind[]
}

/** Every test holds buffers of its own while a query runs, so a wide table is tested in several. */
const testsAtOnce = 150

async function sampleFits(engine: DuckEngine, relation: string, columns: Candidates[]): Promise<Fit[]> {
  if (columns.length === 0) return []
  await engine.run(`create or replace temp table sampled as select ${columns.map(({ name }) => ident(name)).join(', ')} from ${relation} limit ${sampleRows}`)
  try {
    return await fitting(engine, 'sampled', columns)
  } finally {
    await engine.run('drop table sampled')
  }
}

/** For columns with nothing in the sample: the kinds that their least, greatest and some other value fit, from one light scan. */
async function lateFits(engine: DuckEngine, relation: string, columns: Candidates[]): Promise<Map<string, Fit>> {
  if (columns.length === 0) return new Map()
  const aggregates = columns.flatMap(({ name }) => [`min(${present(name)})`, `max(${present(name)})`, `any_value(${present(name)})`])
  const { rows } = await engine.table(`select ${aggregates.join(', ')} from ${relation}`)
  const values = columns.map((_, index) => rows[0]!.slice(index * 3, index * 3 + 3) as (string | null)[])
  const literals = [0, 1, 2].map((at) => `select ${columns.map(({ name }, index) => `${literal(values[index]![at]!)} as ${ident(name)}`).join(', ')}`)
  const fits = await fitting(engine, `(${literals.join(' union all ')})`, columns)
  return new Map(columns.map(({ name }, index) => [name, fits[index]!]))
}

const literal = (value: string | null) => (value === null ? 'null::varchar' : text(value))

/** By column: which of its kinds every present value fits. Scans the relation once, or once per batch of tests. */
async function fitting(engine: DuckEngine, relation: string, columns: Candidates[]): Promise<Fit[]> {
  const fits = new Map<Candidates, Fit>()
  let batch: Candidates[] = []
  let tests = 0
  for (const column of columns) {
    if (column.kinds.length === 0) continue
    batch.push(column)
    tests += column.kinds.length
    if (tests < testsAtOnce) continue
    await testBatch(engine, relation, batch, fits)
    batch = []
    tests = 0
  }
  if (batch.length > 0) await testBatch(engine, relation, batch, fits)
  return columns.map((column) => fits.get(column) ?? { any: true, kinds: [] })
}

async function testBatch(engine: DuckEngine, relation: string, batch: Candidates[], fits: Map<Candidates, Fit>): Promise<void> {
  const aggregates = batch.flatMap(({ kinds }, column) => [
    `count(v${column}) as n${column}`,
    ...kinds.map((kind, index) => `coalesce(bool_and(${fitsOrMissing(kind, `v${column}`)}), true) as k${column}_${index}`),
  ])
  const values = batch.map(({ name }, column) => `${present(name)} as v${column}`)
  const [row] = await engine.all(`select ${aggregates.join(', ')} from (select ${values.join(', ')} from ${relation})`)
  batch.forEach((column, at) => {
    fits.set(column, { any: Number(row![`n${at}`]) > 0, kinds: column.kinds.filter((_, index) => row![`k${at}_${index}`] === true) })
  })
}

function fitsOrMissing(kind: Kind, value: string): string {
  return `case when ${value} is null then null else ${kind.fits(value)} end`
}
