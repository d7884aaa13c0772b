import { readField } from './field'
import type { Comparator, Comparison, Field, Filter, Searchable, Value } from './schema'
import { refuse, tokenize, type Token } from './tokens'

/** Deeper nesting is no filter that a person wrote. */
const deepest = 64
const longest = 20_000

interface Reader {
  text: string
  tokens: Token[]
  at: number
  searchable: Searchable
}

/**
 * Reads a filter in the syntax of MLflow (`metrics.loss < 0.1 AND params."max depth" = '3'`), extended by OR, NOT, parentheses,
 * BETWEEN, RLIKE, and numbers for parameters and tags. Null where it is empty. @throws AppError `invalid` that says what stands where
 */
export function parseFilter(text: string | undefined | null, searchable: Searchable): Filter | null {
  if (!text || text.trim() === '') return null
  if (text.length > longest) refuse('', 0, `The filter is longer than ${longest} characters`)
  const reader: Reader = { text, tokens: tokenize(text), at: 0, searchable }
  const filter = readOr(reader, 0)
  const rest = peek(reader)
  if (rest.type !== 'end') refuse(text, rest.at, 'Invalid clause(s) in filter string: expected AND, OR or the end')
  return filter
}

const peek = (reader: Reader): Token => reader.tokens[reader.at]!

function keyword(reader: Reader, name: string): boolean {
  const token = peek(reader)
  if (token.type !== 'word' || token.text.toUpperCase() !== name) return false
  reader.at++
  return true
}

function sign(reader: Reader, text: string): boolean {
  const token = peek(reader)
  if (token.type !== 'sign' || token.text !== text) return false
  reader.at++
  return true
}

function readOr(reader: Reader, depth: number): Filter {
  const of = [readAnd(reader, depth)]
  while (keyword(reader, 'OR')) of.push(readAnd(reader, depth))
  return of.length === 1 ? of[0]! : { op: 'or', of }
}

function readAnd(reader: Reader, depth: number): Filter {
  const of = [readNot(reader, depth)]
  while (keyword(reader, 'AND')) of.push(readNot(reader, depth))
  return of.length === 1 ? of[0]! : { op: 'and', of }
}

function readNot(reader: Reader, depth: number): Filter {
  if (depth > deepest) refuse(reader.text, peek(reader).at, 'The filter is nested too deeply')
  if (keyword(reader, 'NOT')) return { op: 'not', of: readNot(reader, depth + 1) }
  if (!sign(reader, '(')) return readComparison(reader)
  const inner = readOr(reader, depth + 1)
  if (!sign(reader, ')')) refuse(reader.text, peek(reader).at, 'Expected a closing parenthesis')
  return inner
}

function readComparison(reader: Reader): Comparison {
  const start = peek(reader).at
  const { field, taken } = readField(reader.text, reader.tokens, reader.at, reader.searchable)
  reader.at += taken
  const comparator = readComparator(reader)
  if (isNumeric(field, reader.searchable) && /LIKE/.test(comparator)) {
    refuse(reader.text, start, `Invalid comparator ${comparator} for a number: use =, !=, <, <=, >, >= or BETWEEN`)
  }
  return { op: 'compare', field, comparator, values: readValues(reader, field, comparator) }
}

function readComparator(reader: Reader): Comparator {
  const token = peek(reader)
  if (token.type === 'sign' && /^(?:=|!=|<|<=|>|>=)$/.test(token.text)) {
    reader.at++
    return token.text as Comparator
  }
  if (keyword(reader, 'IS')) {
    const negated = keyword(reader, 'NOT')
    if (!keyword(reader, 'NULL')) refuse(reader.text, peek(reader).at, 'Expected NULL after IS')
    return negated ? 'IS NOT NULL' : 'IS NULL'
  }
  const negated = keyword(reader, 'NOT')
  for (const name of ['LIKE', 'ILIKE', 'IN'] as const) if (keyword(reader, name)) return negated ? `NOT ${name}` : name
  if (!negated && keyword(reader, 'RLIKE')) return 'RLIKE'
  if (!negated && keyword(reader, 'BETWEEN')) return 'BETWEEN'
  return refuse(reader.text, token.at, 'Invalid comparator: expected =, !=, <, <=, >, >=, LIKE, ILIKE, RLIKE, IN, NOT IN, BETWEEN or IS NULL')
}

function readValues(reader: Reader, field: Field, comparator: Comparator): Value[] {
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return []
  if (comparator === 'BETWEEN') {
    const low = readValue(reader, field)
    if (!keyword(reader, 'AND')) refuse(reader.text, peek(reader).at, 'Expected AND and the upper end of BETWEEN')
    return [low, readValue(reader, field)]
  }
  if (comparator !== 'IN' && comparator !== 'NOT IN') return [readValue(reader, field, comparator)]
  if (!sign(reader, '(')) refuse(reader.text, peek(reader).at, 'Expected a list in parentheses after IN')
  const values = [readValue(reader, field)]
  while (sign(reader, ',')) values.push(readValue(reader, field))
  if (!sign(reader, ')')) refuse(reader.text, peek(reader).at, 'Expected a comma or a closing parenthesis in the list')
  return values
}

function isNumeric(field: Field, searchable: Searchable): boolean {
  return field.kind === 'metric' || (field.kind === 'attribute' && searchable.attributes[field.key] === 'number')
}

function readValue(reader: Reader, field: Field, comparator: Comparator = '='): Value {
  const token = peek(reader)
  reader.at++
  if (isNumeric(field, reader.searchable)) {
    if (token.type === 'number') return token.value
    return refuse(reader.text, token.at, `Expected a number for ${field.kind} “${field.key}”`)
  }
  if (token.type === 'quoted' && token.quote !== '`') {
    if (comparator.endsWith('LIKE') && comparator !== 'RLIKE' && /(?:^|[^\\])(?:\\\\)*\\$/.test(token.text)) refuse(reader.text, token.at, 'The pattern must not end with a backslash')
    return token.text
  }
  // Numbers of parameters and tags are compared as numbers.
  if (token.type === 'number' && (field.kind === 'param' || field.kind === 'tag') && !comparator.includes('LIKE')) return token.value
  return refuse(reader.text, token.at, `Expected a quoted string value for ${field.kind} “${field.key}” (e.g. 'my-value')`)
}
