import { ident, text } from '@/lib/catalog/sql-text'
import { fitsKind, type Kind } from './kinds'

/** What DuckDB's message holds when a value did not fit the kind that the first rows proposed. */
export const misfitMark = 'atelier: a value does not fit its column'

/** Kinds whose usual spelling is proved faster than by a pattern: written out again, the value gives the same text. */
const quick: Record<string, (raw: string) => { proof: string; value: string }> = {
  integer: (raw) => {
    const value = `try_cast(${raw} as bigint)`
    return { value, proof: `cast(${value} as varchar) = ${raw} and length(${raw}) < 16` }
  },
  // A leading digit from 1 to 9, or 0 before the point, and few enough digits to be exact.
  number: (raw) => {
    const value = `try_cast(${raw} as double)`
    return { value, proof: `length(${raw}) < 16 and ((${raw} >= '1' and ${raw} < ':') or starts_with(${raw}, '0.')) and not contains(${raw}, '_') and ${value} is not null` }
  },
  date: (raw) => {
    const value = `try_cast(${raw} as date)`
    return { value, proof: `cast(${value} as varchar) = ${raw}` }
  },
  timestamp: (raw) => {
    const value = `try_cast(${raw} as timestamp)`
    return { value, proof: `cast(${value} as varchar) = ${raw}` }
  },
}

/**
 * A column's value, where the kind was proposed by some rows alone: whatever does not fit ends the query with `misfitMark`. So one
 * scan reads and proves. `present` is the trimmed text, null for what is among `markers`.
 */
export function checkedConversion(kind: Kind, column: string, present: string, markers: string[]): string {
  const raw = ident(column)
  const proved = `case when ${present} is null then null when ${fitsKind(kind, present)} then ${kind.convert(present)} else cast(error(${text(misfitMark)} || ${raw}) as ${kind.name === 'instant' ? 'timestamptz' : sqlTypes[kind.type]}) end`
  // A marker that looks like a value, such as -9, is known by its name alone.
  const fast = markers.some((marker) => kind.shape.test(marker)) ? undefined : quick[kind.name]?.(raw)
  return fast ? `case when ${fast.proof} then ${fast.value} when ${raw} is null then null else ${proved} end` : proved
}

/** `error` gives a null without a type. */
const sqlTypes: Record<Kind['type'], string> = { integer: 'bigint', number: 'double', text: 'varchar', boolean: 'boolean', date: 'date', timestamp: 'timestamp' }
