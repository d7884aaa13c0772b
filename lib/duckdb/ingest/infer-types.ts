import { freshName } from '@/lib/catalog/columns'
import { ident, text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { DuckEngine } from '../engine'
import { asked, code, dates, decimalComma, fitsKind, grouped, number, plain, thousandsComma, thousandsPoint, type Kind } from './kinds'
import { checkedConversion } from './checked'
import { findingOf, type Finding } from './findings'
import type { ReadingOptions } from './options'

/** Texts that stand for a missing value in a column of numbers or dates; in a column of text they stay what they are. */
const missingMarkers = ['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '?', '.', 'missing']
/** Values that propose the kinds of a table's columns: fewer rows of a wide one. */
const sampleValues = 200_000

export interface InferOptions {
  /** Look for numbers and truth values too. */
  numbers: boolean
  delimiter?: string
  options?: ReadingOptions
  /** Names of the relation's other columns. */
  others?: string[]
  /** Every value is looked at before a type is given; otherwise a type that the first rows leave no doubt about is proved while reading (see checked.ts). */
  thorough?: boolean
}

export interface Inferred {
  /** By column, the expression that turns its text into its value. */
  parts: string[]
  /** Columns that `parts` need beside the relation's own, as a select list has them: see withRead. */
  beside: string[]
  notes: string[]
  /** What was decided, or left undecided, on no more than a likelihood. */
  doubts: string[]
  findings: Finding[]
}

const value = (column: string) => `trim(${ident(column)})`
// list_contains and not IN: DuckDB makes a hash join of a long IN, at 16 MB a column.
const missing = (markers: string[]) => `[${markers.map((marker) => text(marker.toLowerCase())).join(', ')}]`
const presentBy = (markers: string[]) => (column: string) => `case when list_contains(${missing(markers)}, lower(${value(column)})) then null else ${value(column)} end`

/**
 * Finds for each text column the narrowest kind that fits every value of the whole table: a sample proposes, one scan decides.
 * A column that fails after the sample stays text rather than losing a value, and so does one that could be read in two ways.
 * @throws UserError where a value does not fit the type that `options` gives its column
 */
export async function inferTypes(engine: DuckEngine, relation: string, columns: string[], settings: InferOptions): Promise<Inferred> {
  const { numbers, delimiter, options = {}, others = [], thorough = false } = settings
  const markersOf = (name: string) => [...(options.nullMarkers ? ['', ...options.nullMarkers] : missingMarkers), ...(options.nullMarkersBy?.[name] ?? [])]
  const present = (name: string) => presentBy(markersOf(name))(name)
  const kindsOf = (name: string): Kind[] => {
    const type = options.types?.[name]
    if (type === 'text') return []
    const kinds = [...(numbers || type ? [...plain, ...grouped] : []), ...dates]
    return type ? [...kinds.filter((kind) => kind.type === type), ...asked.filter((kind) => kind.type === type)] : kinds
  }
  const candidates = columns.map((name) => ({ name, kinds: kindsOf(name) }))
  const sample = await sampleFits(engine, relation, candidates, markersOf)
  const late = await lateFits(engine, relation, candidates.filter((_, index) => !sample[index]!.any), present)
  const proposed = columns.map((name, index) => ({ name, kinds: (late.get(name) ?? sample[index]!).kinds }))
  const first = proposed.map(({ kinds }, index): Fit => ({ any: late.has(columns[index]!) ? late.get(columns[index]!)!.any : true, kinds }))
  const assumed = thorough ? new Set<number>() : certain(columns, first, present, settings)
  const scanned = await fitting(engine, relation, proposed.map((column, index) => (assumed.has(index) ? { ...column, kinds: [] } : column)), present)
  const fits = scanned.map((fit, index) => (assumed.has(index) ? first[index]! : fit))
  for (const [index, fit] of fits.entries()) {
    const type = options.types?.[columns[index]!]
    if (type && type !== 'text' && fit.any && fit.kinds.length === 0) await refuseType(engine, relation, candidates[index]!, type, present)
  }
  const decided = decide(columns, fits, present, { numbers, options, ...(delimiter && { delimiter }) })
  const beside: string[] = []
  for (const index of assumed) {
    const { kind } = decided.choices[index]!
    if (!kind || kind === code) continue
    const checked = checkedConversion(kind, columns[index]!, present(columns[index]!), markersOf(columns[index]!), freshName(`read ${index}`, [...columns, ...others]))
    decided.parts[index] = checked.value
    if (checked.quickly) beside.push(checked.quickly)
  }
  const findings = columns.map((name, index) => findingOf({ name, markers: markersOf(name), values: sample[index]!.values, ...decided.choices[index]!, told: options.types?.[name] !== undefined }))
  return { ...decided, beside, findings }
}

/** Columns that further rows can only make text, or leave as they are: their kind comes first and nothing about it is a guess. */
function certain(columns: string[], fits: Fit[], present: Present, settings: InferOptions): Set<number> {
  // Which mark is the decimal one is decided for all columns together, by all rows.
  const marked = fits.some(({ kinds }) => kinds[0] !== undefined && grouped.includes(kinds[0]))
  const { choices } = decide(columns, fits, present, settings)
  return new Set(
    choices.flatMap(({ kind, doubt, ask }, index) => {
      const { any, kinds } = fits[index]!
      if (kinds.length === 0 || doubt || ask || marked) return []
      return any && (kind === kinds[0] || (kind === undefined && kinds[0] === code)) && !kind?.order ? [index] : []
    }),
  )
}

async function refuseType(engine: DuckEngine, relation: string, { name, kinds }: Candidates, type: string, present: Present): Promise<never> {
  const tests = kinds.map((kind) => fitsKind(kind, 'v')).join(' or ')
  const [row] = await engine.all(`select v from (select ${present(name)} as v from ${relation}) where v is not null and not (${tests}) limit 1`)
  const shown = row ? `“${String(row.v).slice(0, 80)}” is none. Choose text, or name it as a missing marker.` : 'Its values are written in several ways.'
  throw new UserError(`“${name}” cannot be read as ${type}: ${shown}`)
}

function decide(columns: string[], fits: Fit[], present: Present, settings: InferOptions): Omit<Inferred, 'findings' | 'beside'> & { choices: Choice[] } {
  const notes: string[] = []
  const doubts: string[] = []
  const { options = {} } = settings
  const decimal = options.decimal ?? (options.thousands === '.' ? ',' : undefined)
  const comma = decimal === ',' || (decimal === undefined && fits.some(({ any, kinds }) => any && kinds[0] === decimalComma && !kinds.includes(thousandsComma)))
  const choices: Choice[] = []
  const parts = columns.map((name, index) => {
    const { any, kinds } = fits[index]!
    const asText = options.nullMarkers || options.nullMarkersBy?.[name] ? `case when ${present(name)} is null then null else ${ident(name)} end` : `nullif(${ident(name)}, '')`
    const dateOrder = options.dateOrderBy?.[name] ?? options.dateOrder
    const choice = any ? choose(kinds, { ...settings, options: { ...options, ...(dateOrder && { dateOrder }) }, comma }) : undefined
    choices.push(choice ?? {})
    if (!choice) return asText
    if (choice.doubt) doubts.push(`“${name}” ${choice.doubt}`)
    const { kind } = choice
    if (!kind || kind === code) return asText
    if (kind.note) notes.push(`“${name}” ${kind.note}`)
    return kind.convert(present(name))
  })
  return { parts, notes: [...notes, ...doubts], doubts, choices }
}

interface Choice {
  kind?: Kind
  doubt?: string
  /** What a person can answer it with. */
  ask?: 'dateOrder' | 'decimal'
}

/** The kind of a column among those that all its values fit; none, with the reason, where two of them mean different values. */
function choose(kinds: Kind[], { delimiter, options = {}, comma }: InferOptions & { comma: boolean }): Choice {
  const first = kinds[0]
  if (!first) return {}
  const marked = options.decimal !== undefined || options.thousands !== undefined
  if (kinds.includes(decimalComma) && kinds.includes(thousandsComma) && first.type === 'number' && first !== number) {
    if (comma) return { kind: decimalComma }
    if (marked) return { kind: thousandsComma }
    if (delimiter === ',') return { kind: thousandsComma, doubt: 'has commas that could be decimal commas; they were taken as thousands marks.', ask: 'decimal' }
    return { doubt: 'has commas that could be thousands marks or decimal commas, so it was kept as text. Choose the decimal mark.', ask: 'decimal' }
  }
  if (first === number && kinds.includes(thousandsPoint)) {
    if (comma) return { kind: thousandsPoint }
    if (delimiter === ';' && !marked) return { kind: number, doubt: 'has points that could be thousands marks; they were taken as decimal points.', ask: 'decimal' }
  }
  if (first.order) {
    const orders = new Set(kinds.map((kind) => kind.order))
    if (orders.has('dmy') && orders.has('mdy')) {
      const wanted = kinds.find((kind) => kind.order === options.dateOrder)
      return wanted ? { kind: wanted } : { doubt: 'has dates that could be day/month or month/day, so it was kept as text. Choose the order.', ask: 'dateOrder' }
    }
  }
  if (first.name === 'thousands-space') return { kind: first, doubt: 'could be texts: digits in groups with spaces were taken as numbers.' }
  return { kind: first }
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

type Present = (column: string) => string

/** Every test holds buffers of its own while a query runs, so a wide table is tested in several. */
const testsAtOnce = 150

/** The kinds that a column's values look like. */
function shaped({ kinds }: Candidates, values: string[]): Fit {
  return { any: values.length > 0, kinds: kinds.filter((kind) => values.every((value) => kind.shape.test(value))) }
}

async function sampleFits(engine: DuckEngine, relation: string, columns: Candidates[], markersOf: (name: string) => string[]): Promise<(Fit & { values: string[] })[]> {
  if (columns.length === 0) return []
  const most = Math.min(5_000, Math.max(50, Math.floor(sampleValues / columns.length)))
  const { rows } = await engine.table(`select ${columns.map(({ name }) => value(name)).join(', ')} from ${relation} limit ${most}`)
  return columns.map((column, index) => {
    const absent = new Set(markersOf(column.name).map((marker) => marker.toLowerCase()))
    const values = rows.map((row) => row[index]).filter((cell): cell is string => typeof cell === 'string')
    return { ...shaped(column, values.filter((cell) => !absent.has(cell.toLowerCase()))), values }
  })
}

/** For columns with nothing in the sample: the kinds that their least, greatest and some other value look like, from one light scan. */
async function lateFits(engine: DuckEngine, relation: string, columns: Candidates[], present: Present): Promise<Map<string, Fit>> {
  if (columns.length === 0) return new Map()
  const aggregates = columns.flatMap(({ name }) => [`min(${present(name)})`, `max(${present(name)})`, `any_value(${present(name)})`])
  const { rows } = await engine.table(`select ${aggregates.join(', ')} from ${relation}`)
  return new Map(columns.map((column, index) => [column.name, shaped(column, rows[0]!.slice(index * 3, index * 3 + 3).filter((cell): cell is string => typeof cell === 'string'))]))
}

/** By column: which of its kinds every present value fits. Scans the relation once, or once per batch of tests. */
async function fitting(engine: DuckEngine, relation: string, columns: Candidates[], present: Present): Promise<Fit[]> {
  const fits = new Map<Candidates, Fit>()
  let batch: Candidates[] = []
  let tests = 0
  for (const column of columns) {
    if (column.kinds.length === 0) continue
    batch.push(column)
    tests += column.kinds.length
    if (tests < testsAtOnce) continue
    await testBatch(engine, relation, batch, fits, present)
    batch = []
    tests = 0
  }
  if (batch.length > 0) await testBatch(engine, relation, batch, fits, present)
  return columns.map((column) => fits.get(column) ?? { any: true, kinds: [] })
}

async function testBatch(engine: DuckEngine, relation: string, batch: Candidates[], fits: Map<Candidates, Fit>, present: Present): Promise<void> {
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
  return `case when ${value} is null then null else ${fitsKind(kind, value)} end`
}
