import type { Comparison, Field, Filter, Value } from './schema'

const prefixes: Record<Exclude<Field['kind'], 'attribute'>, string> = { metric: 'metrics', param: 'params', tag: 'tags', dataset: 'datasets' }

/** What is compared or sorted by, as a filter writes it: `metrics.loss`, `params."learning rate"`, `status`. */
export function writeField({ kind, key }: Field): string {
  if (kind === 'attribute') return key
  const plain = /^\w[\w./:-]*$/.test(key) && !key.endsWith('.')
  return `${prefixes[kind]}.${plain ? key : `"${key.replaceAll('"', '""')}"`}`
}

/** A number as it is, a text in single quotes. */
export const writeValue = (value: Value) => (typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`)

function writeComparison({ field, comparator, values }: Comparison): string {
  const start = `${writeField(field)} ${comparator}`
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return start
  if (comparator === 'IN' || comparator === 'NOT IN') return `${start} (${values.map(writeValue).join(', ')})`
  return `${start} ${values.map(writeValue).join(' AND ')}`
}

/** A filter as text; `parseFilter` reads the same filter from it. Empty for none. */
export function writeFilter(filter: Filter | null): string {
  if (filter === null) return ''
  if (filter.op === 'compare') return writeComparison(filter)
  if (filter.op === 'not') return `NOT ${part(filter.of)}`
  return filter.of.map(part).join(filter.op === 'and' ? ' AND ' : ' OR ')
}

const part = (filter: Filter) => (filter.op === 'and' || filter.op === 'or' ? `(${writeFilter(filter)})` : writeFilter(filter))
