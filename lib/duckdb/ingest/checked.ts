import { ident, text } from '@/lib/catalog/sql-text'
import { fitsKind, type Kind } from './kinds'

/** What DuckDB's message holds when a value did not fit the kind that the first rows proposed. */
export const misfitMark = 'atelier: a value does not fit its column'

const same = (raw: string, value: string) => `cast(${value} as varchar) = ${raw}`

/** The least value of so many digits, from one digit on; null for more, so that nothing is proved. */
const leastOfLength = `[0, ${Array.from({ length: 14 }, (_, power) => 10 ** (power + 1)).join(', ')}]`

/**
 * Kinds whose usual spelling is proved faster than by a pattern, each by one test or several, the quickest first: it holds only where
 * `raw` is written as the kind wants it. The last that integers have is to write the value out again, which must give the same text.
 */
const quick: Record<string, { type: string; proofs: ((raw: string, value: string) => string)[] }> = {
  // As many digits as characters leave room for nothing else, save for exponents (`1e2`), whose values end in two zeros.
  integer: {
    type: 'bigint',
    proofs: [(raw, value) => `${raw} >= '1' and ${value} >= ${leastOfLength}[strlen(${raw})] and ${value} % 100 <> 0`, (raw, value) => `${same(raw, value)} and strlen(${raw}) < 16`],
  },
  // A leading digit from 1 to 9, or 0 before the point, and few enough digits to be exact.
  number: { type: 'double', proofs: [(raw, value) => `strlen(${raw}) < 16 and ((${raw} >= '1' and ${raw} < ':') or starts_with(${raw}, '0.')) and not contains(${raw}, '_') and ${value} is not null`] },
  date: { type: 'date', proofs: [(raw, value) => `${raw} >= '0' and ${raw} < ':' and ${raw} like '____-__-__' and ${value} is not null`] },
  timestamp: { type: 'timestamp', proofs: [same] },
}

export interface Checked {
  /** The column's value. */
  value: string
  /** What `value` takes for read under the name `quickly`; the engine would else read the text twice. */
  quickly?: string
}

/**
 * A column's value, where the kind was proposed by some rows alone: whatever does not fit ends the query with `misfitMark`. So one
 * scan reads and proves. `present` is the trimmed text, null for what is among `markers`; `quickly` is a name that no column has.
 */
export function checkedConversion(kind: Kind, column: string, present: string, markers: string[], quickly: string): Checked {
  const raw = ident(column)
  const proved = `case when ${present} is null then null when ${fitsKind(kind, present)} then ${kind.convert(present)} else cast(error(${text(misfitMark)} || ${raw}) as ${kind.name === 'instant' ? 'timestamptz' : sqlTypes[kind.type]}) end`
  // A marker that looks like a value, such as -9, is known by its name alone.
  const fast = markers.some((marker) => kind.shape.test(marker)) ? undefined : quick[kind.name]
  if (!fast) return { value: proved }
  const read = ident(quickly)
  const [first, ...further] = fast.proofs
  const when = (proof: (typeof fast.proofs)[number]) => `when ${proof(raw, read)} then ${read}`
  return { value: `case ${when(first!)} when ${raw} is null then null ${further.map(when).join(' ')} else ${proved} end`, quickly: `try_cast(${raw} as ${fast.type}) as ${read}` }
}

/** The relation with what `quickly` names beside its own columns. */
export function withRead(relation: string, beside: readonly string[]): string {
  return beside.length === 0 ? relation : `(select *, ${beside.join(', ')} from ${relation})`
}

/** `error` gives a null without a type. */
const sqlTypes: Record<Kind['type'], string> = { integer: 'bigint', number: 'double', text: 'varchar', boolean: 'boolean', date: 'date', timestamp: 'timestamp' }
