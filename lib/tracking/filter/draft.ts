import { searchableRuns, type Comparator, type Comparison, type Field, type Value } from './schema'

/** A condition while somebody fills it in. */
export interface Draft {
  field: Field
  comparator: Comparator
  /** As typed: one, two for BETWEEN, for IN one text with commas, none for IS NULL. */
  texts: string[]
  /** Whether what was typed for a parameter or a tag is meant as a number. */
  asNumber: boolean
}

export type FieldType = 'number' | 'text' | 'either'

/** What a field's values are: those of parameters and tags are texts that may be numbers. */
export function fieldType({ kind, key }: Field): FieldType {
  if (kind === 'metric') return 'number'
  if (kind === 'attribute') return searchableRuns.attributes[key] === 'number' ? 'number' : 'text'
  return kind === 'dataset' ? 'text' : 'either'
}

const ordering: Comparator[] = ['<', '<=', '>', '>=', 'BETWEEN']
const presence: Comparator[] = ['IS NULL', 'IS NOT NULL']
const offered: Record<FieldType, Comparator[]> = {
  number: ['=', '!=', ...ordering, 'IN', 'NOT IN', ...presence],
  text: ['=', '!=', 'LIKE', 'NOT LIKE', 'ILIKE', 'NOT ILIKE', 'RLIKE', 'IN', 'NOT IN', ...presence],
  either: ['=', '!=', ...ordering, 'LIKE', 'NOT LIKE', 'ILIKE', 'NOT ILIKE', 'RLIKE', 'IN', 'NOT IN', ...presence],
}

/** Comparators that make sense for a field, and the one that is in use. */
export function comparatorsFor(field: Field, used: Comparator): Comparator[] {
  const list = offered[fieldType(field)]
  return list.includes(used) ? list : [...list, used]
}

/** A new condition on a field. */
export function draftFor(field: Field): Draft {
  const number = fieldType(field) === 'number'
  return { field, comparator: number ? '>' : '=', texts: [''], asNumber: number }
}

/** Another comparator keeps what was typed where it can. */
export function withComparator(draft: Draft, comparator: Comparator): Draft {
  const count = presence.includes(comparator) ? 0 : comparator === 'BETWEEN' ? 2 : 1
  const texts = Array.from({ length: count }, (_, index) => draft.texts[index] ?? '')
  const asNumber = fieldType(draft.field) !== 'either' ? draft.asNumber : ordering.includes(comparator) || (draft.asNumber && !comparator.includes('LIKE'))
  return { ...draft, comparator, texts, asNumber }
}

export function draftOf({ field, comparator, values }: Comparison): Draft {
  const list = comparator === 'IN' || comparator === 'NOT IN'
  return { field, comparator, texts: list ? [values.join(', ')] : values.map(String), asNumber: fieldType(field) === 'number' || (values.length > 0 && values.every((value) => typeof value === 'number')) }
}

const number = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/

/** The condition, or in words what it lacks. */
export function comparisonOf({ field, comparator, texts, asNumber }: Draft): Comparison | { lacks: string } {
  const list = comparator === 'IN' || comparator === 'NOT IN'
  const given = list ? texts.join(',').split(',').map((text) => text.trim()).filter((text) => text !== '') : texts
  const numeric = fieldType(field) === 'number' || (asNumber && !comparator.includes('LIKE'))
  if (!numeric && !list && given.includes('')) return { lacks: 'Write a value.' }
  if (list && given.length === 0) return { lacks: 'Write the values with commas between them.' }
  if (numeric && given.some((text) => text.trim() === '')) return { lacks: 'Write a number.' }
  const wrong = numeric ? given.find((text) => !number.test(text.trim())) : undefined
  if (wrong !== undefined) return { lacks: `“${wrong}” is not a number.` }
  if (/^(?:NOT )?I?LIKE$/.test(comparator) && given.some((text) => /(?:^|[^\\])(?:\\\\)*\\$/.test(text))) return { lacks: 'The pattern must not end with a backslash.' }
  return { op: 'compare', field, comparator, values: given.map((text): Value => (numeric ? Number(text) : text)) }
}
