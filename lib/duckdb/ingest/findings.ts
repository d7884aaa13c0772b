import type { ColumnType } from '@/lib/catalog/types'
import { ident } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { Inferred } from './infer-types'
import { dates, grouped, marksOf, plain, type Kind } from './kinds'
import type { ReadingOptions } from './options'

/** What was found of a column's texts. Counts are of the first rows alone. */
export interface Finding {
  /** In the file; the table's column may be named otherwise. */
  name: string
  /** Texts that count as missing, the commonest first. */
  markers: { text: string; count: number }[]
  /** A type that most values fit, in a column that stayed text because of the others. */
  nearly?: { type: ColumnType; fitting: number; present: number; others: string[] }
  /** Why the type is a guess, and what a person can answer it with. */
  doubt?: string
  ask?: 'dateOrder' | 'decimal'
  /** How its numbers or dates are written, where there are several ways. */
  written?: Pick<ReadingOptions, 'decimal' | 'thousands' | 'dateOrder'>
}

interface Found {
  name: string
  markers: string[]
  /** Trimmed, of the first rows. */
  values: string[]
  kind?: Kind
  doubt?: string
  ask?: 'dateOrder' | 'decimal'
  /** A person chose the type. */
  told: boolean
}

const shownMarkers = 8
const shownOthers = 6
/** Below this part of its values, a column is not nearly of a type. */
const nearlyFrom = 0.5

export function findingOf({ name, markers, values, kind, doubt, ask, told }: Found): Finding {
  const absent = new Set(markers.map((marker) => marker.toLowerCase()))
  const counts = new Map<string, number>()
  const present: string[] = []
  for (const value of values) {
    if (!absent.has(value.toLowerCase())) present.push(value)
    else if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const text = kind === undefined || kind.type === 'text'
  const nearly = text && !told && ask === undefined ? nearlyOf(present) : undefined
  return {
    name,
    markers: text && !told && kind === undefined ? [] : [...counts].sort((one, other) => other[1] - one[1]).slice(0, shownMarkers).map(([marker, count]) => ({ text: marker, count })),
    ...(nearly && { nearly }),
    ...(doubt && { doubt }),
    ...(ask && { ask }),
    ...(kind && written(kind)),
  }
}

function written({ name, order }: Kind): Pick<Finding, 'written'> {
  const marks = order ? { dateOrder: order } : marksOf[name]
  return marks ? { written: marks } : {}
}

const kinds = [...plain, ...grouped, ...dates].filter(({ type }) => type !== 'text')
const types = [...new Set(kinds.map(({ type }) => type))]

/** The type that the most of these texts look like, where it is most of them and not all. */
function nearlyOf(present: string[]): Finding['nearly'] {
  if (present.length < 2) return undefined
  let best: Finding['nearly']
  for (const type of types) {
    const shapes = kinds.filter((kind) => kind.type === type).map((kind) => kind.shape)
    const others = new Set<string>()
    let fitting = 0
    for (const value of present) {
      if (shapes.some((shape) => shape.test(value))) fitting++
      else if (others.size < shownOthers) others.add(value.slice(0, 80))
    }
    if (fitting < present.length * nearlyFrom || fitting === present.length || fitting <= (best?.fitting ?? 0)) continue
    best = { type, fitting, present: present.length, others: [...others] }
  }
  return best
}

export interface Finished extends Pick<Inferred, 'findings' | 'notes' | 'doubts'> {
  /** A select list of the values, each under its column's last name. */
  select: string
}

/** Gives the columns the names that a person chose, and says which of the options met no column. @throws UserError where two columns would share a name */
export function finish(names: string[], { parts, findings, notes, doubts }: Inferred, options: ReadingOptions): Finished {
  const wanted = lastNames(names, options)
  const known = new Set(names)
  const named = [options.types, options.names, options.nullMarkersBy, options.dateOrderBy].flatMap((each) => Object.keys(each ?? {}))
  const unmet = [...new Set(named)].filter((name) => !known.has(name)).map((name) => `What was chosen for “${name}” was not used: the file has no such column.`)
  return { select: wanted.map((name, index) => `${parts[index]} as ${ident(name)}`).join(', '), findings, notes: [...unmet, ...notes], doubts: [...unmet, ...doubts] }
}

/** The columns' names in the table. @throws UserError where two would be the same */
export function lastNames(names: string[], options: ReadingOptions): string[] {
  const wanted = names.map((name) => options.names?.[name] ?? name)
  const seen = new Map<string, number>()
  wanted.forEach((name, index) => {
    const other = seen.get(name.toLowerCase())
    if (other !== undefined) throw new UserError(`Two columns would be called “${name}”: the ${ordinal(other + 1)} and the ${ordinal(index + 1)}. Give one of them another name.`)
    seen.set(name.toLowerCase(), index)
  })
  return wanted
}

function ordinal(count: number): string {
  const ending = count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}
