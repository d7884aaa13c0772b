import type { Column, ColumnType, Inference, TableSchema } from './types'

type Found = Inference['problems'][number]

export const numericTypes: ColumnType[] = ['integer', 'number']
export const temporalTypes: ColumnType[] = ['date', 'timestamp']

export const isNumeric = (type: ColumnType | undefined): boolean => type === 'integer' || type === 'number'

/** How the engine compares column names: letters A to Z without case, all else exactly. */
export function nameKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b)
}

/** The column spelled exactly so. */
export function findColumn(columns: Column[], name: string): Column | undefined {
  return columns.find((column) => column.name === name)
}

/** `wanted`, or `wanted_2`, `wanted_3` … where a column of `taken` has that name already. */
export function freshName(wanted: string, taken: Iterable<string>): string {
  const keys = new Set([...taken].map(nameKey))
  if (!keys.has(nameKey(wanted))) return wanted
  for (let n = 2; ; n++) if (!keys.has(nameKey(`${wanted}_${n}`))) return `${wanted}_${n}`
}

/** Names as a person reads them in one line: `species, island and 3 more`. */
export function listNames(names: string[], most = 3): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}

/** What a person most likely meant by a name that is not there: other case, spaces or one slip. */
export function closestName(name: string, names: string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '')
  const same = names.find((other) => plain(other) === plain(name))
  if (same !== undefined) return same
  // Of very short names every other one is near.
  if (name.length < 3) return undefined
  const near = names.map((other) => ({ other, distance: editDistance(plain(name), plain(other)) })).sort((a, b) => a.distance - b.distance)[0]
  return near && near.distance <= Math.max(1, Math.floor(name.length / 4)) ? near.other : undefined
}

/** Slips between two texts: a letter too many, too few, another one, or two swapped (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      row[j] = Math.min(row[j - 1]! + 1, rows[i - 1]![j]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

export function missingMessage(name: string, columns: Column[]): string {
  const close = closestName(name, columns.map((column) => column.name))
  return `The column “${name}” is not in the input${close === undefined ? '' : `; did you mean “${close}”?`}`
}

/**
 * Problems of a choice of several columns kept in `param`: those that are not in the input any more, each with a fix
 * that takes it out of the choice, and those of a type that does not suit.
 */
export function checkChosen(param: string, chosen: string[], columns: TableSchema, port: string, types?: ColumnType[]): Found[] {
  if (!columns) return []
  const problems: Found[] = []
  for (const name of chosen) {
    const column = findColumn(columns, name)
    const fix = { label: `Remove “${name}” from the choice`, params: { [param]: chosen.filter((other) => other !== name) } }
    if (!column) problems.push({ severity: 'error', port, param, message: missingMessage(name, columns), fix })
    else if (types && column.type !== 'other' && !types.includes(column.type)) {
      problems.push({ severity: 'error', port, param, message: `The column “${name}” is ${typeName(column.type)}, but this needs ${typeNames(types)}`, fix })
    }
  }
  return problems
}

/** The problem of one column kept in `param`; without a likely replacement there is no fix. */
export function checkColumn(param: string, name: string, columns: TableSchema, port: string): Found[] {
  if (!columns || name === '' || findColumn(columns, name)) return []
  const close = closestName(name, columns.map((column) => column.name))
  const fix = close === undefined ? undefined : { label: `Use “${close}”`, params: { [param]: close } }
  return [{ severity: 'error', port, param, message: missingMessage(name, columns), ...(fix && { fix }) }]
}

const words: Record<ColumnType, string> = {
  integer: 'a whole number',
  number: 'a number',
  text: 'text',
  boolean: 'true/false',
  date: 'a date',
  timestamp: 'a date with time',
  other: 'of another type',
}

export function typeName(type: ColumnType): string {
  return words[type]
}

export function typeNames(types: ColumnType[]): string {
  const unique = types.includes('number') ? types.filter((type) => type !== 'integer') : types
  return unique.map((type) => words[type]).join(' or ')
}
