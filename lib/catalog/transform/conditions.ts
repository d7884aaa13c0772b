import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { typeName } from '../columns'
import { text } from '../sql-text'
import type { ColumnType } from '../types'

export const operators = [
  'equals', 'not-equals', 'less', 'at-most', 'more', 'at-least', 'between', 'in', 'not-in',
  'contains', 'not-contains', 'starts-with', 'ends-with', 'matches',
  'is-missing', 'is-not-missing', 'is-true', 'is-false',
] as const
export type Operator = (typeof operators)[number]

const signs: Record<string, Operator> = { '=': 'equals', '==': 'equals', '!=': 'not-equals', '<>': 'not-equals', '<': 'less', '<=': 'at-most', '>': 'more', '>=': 'at-least' }

/** What is compared with: JSON written by hand may hold a number or true; inside it is text, read by the column's type. */
const Operand = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String))

export const Condition = z.object({
  column: z._default(z.string(), ''),
  operator: z.pipe(
    z.transform((value) => (typeof value === 'string' && Object.hasOwn(signs, value) ? signs[value] : value)),
    z._default(z.enum(operators), 'equals'),
  ),
  value: z._default(Operand, ''),
  /** The upper end of `between`. */
  to: z._default(Operand, ''),
})
export type Condition = z.infer<typeof Condition>

const comparisons: Partial<Record<Operator, string>> = { equals: '=', 'not-equals': '<>', less: '<', 'at-most': '<=', more: '>', 'at-least': '>=' }

/** Operators as a person says them. */
export const operatorWords: Record<Operator, string> = {
  equals: '=', 'not-equals': '≠', less: '<', 'at-most': '≤', more: '>', 'at-least': '≥', between: 'between', in: 'in', 'not-in': 'not in',
  contains: 'contains', 'not-contains': 'does not contain', 'starts-with': 'starts with', 'ends-with': 'ends with', matches: 'matches',
  'is-missing': 'is missing', 'is-not-missing': 'is not missing', 'is-true': 'is true', 'is-false': 'is false',
}

const textOperators: Operator[] = ['contains', 'not-contains', 'starts-with', 'ends-with', 'matches']
const orderOperators: Operator[] = ['less', 'at-most', 'more', 'at-least', 'between']

/** Whether the operator compares with something. */
export function needsValue(operator: unknown): boolean {
  return !['is-missing', 'is-not-missing', 'is-true', 'is-false'].includes(String(operator))
}

/** Values of a list `a, b, "c, d"`: split at commas outside double quotes, without spaces around. */
export function listValues(list: string): string[] {
  return [...list.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
    .filter((found) => found[0] !== '')
    .map(([, quoted, plain]) => (quoted !== undefined ? quoted.replaceAll('""', '"') : plain!.trim()))
}

/** `body_mass_g ≥ 4000`, as the step's card shows it. */
export function conditionText({ column, operator, value, to }: Condition): string {
  const name = column || '…'
  if (!needsValue(operator)) return `${name} ${operatorWords[operator]}`
  return `${name} ${operatorWords[operator]} ${value === '' ? '…' : value}${operator === 'between' ? ` and ${to === '' ? '…' : to}` : ''}`
}

/**
 * A condition as SQL over `operand`, the column as SQL; its value is NULL where the column's is.
 * Or what is wrong with it, in words.
 */
export function conditionSql(condition: Condition, type: ColumnType, operand: string, ignoreCase: boolean): { sql: string } | { problem: string } {
  const { column, operator } = condition
  if (operator === 'is-missing') return { sql: `(${operand} IS NULL)` }
  if (operator === 'is-not-missing') return { sql: `(${operand} IS NOT NULL)` }
  if (operator === 'is-true' || operator === 'is-false') {
    if (type !== 'boolean' && type !== 'other') return { problem: `“${column}” is ${typeName(type)}, not true or false` }
    return { sql: `(${operator === 'is-true' ? '' : 'NOT '}${operand})` }
  }
  if (textOperators.includes(operator)) return textSql(condition, type, operand, ignoreCase)
  if (type === 'boolean' && orderOperators.includes(operator)) return { problem: `“${column}” is true/false and has no order` }
  const values = operator === 'between' ? [condition.value, condition.to] : operator === 'in' || operator === 'not-in' ? listValues(condition.value) : [condition.value]
  if (values.length === 0) return { problem: `“${column}”: list at least one value` }
  const folded = type === 'text' && ignoreCase
  const literals: string[] = []
  for (const value of values) {
    const literal = operandLiteral(value, type)
    if (literal === undefined) return { problem: value === '' ? `“${column}”: the value to compare with is missing` : `“${column}” is ${typeName(type)}, which “${value}” is not` }
    literals.push(folded ? `lower(${literal})` : literal)
  }
  const left = folded ? `lower(${operand})` : operand
  if (operator === 'between') return { sql: `(${left} BETWEEN ${literals[0]} AND ${literals[1]})` }
  if (operator === 'in' || operator === 'not-in') return { sql: `(${left} ${operator === 'in' ? '' : 'NOT '}IN (${literals.join(', ')}))` }
  return { sql: `(${left} ${comparisons[operator]} ${literals[0]})` }
}

/** A whole-number column may be compared with 3.5, and an instant with a day. */
function operandLiteral(value: string, type: ColumnType): string | undefined {
  if (type === 'integer') return cellLiteral(value, 'integer') ?? cellLiteral(value, 'number')
  if (type === 'date') return cellLiteral(value, 'date') ?? cellLiteral(value, 'timestamp')
  return type === 'text' || type === 'other' ? text(value) : cellLiteral(value, type)
}

function textSql({ column, operator, value }: Condition, type: ColumnType, operand: string, ignoreCase: boolean): { sql: string } | { problem: string } {
  if (type !== 'text' && type !== 'other') return { problem: `“${column}” is ${typeName(type)}; “${operatorWords[operator]}” needs text` }
  if (value === '') return { problem: `“${column}”: the text to look for is missing` }
  if (operator === 'matches') return { sql: `regexp_matches(${operand}, ${text(value)}${ignoreCase ? ", 'i'" : ''})` }
  const [left, right] = ignoreCase ? [`lower(${operand})`, `lower(${text(value)})`] : [operand, text(value)]
  if (operator === 'starts-with') return { sql: `starts_with(${left}, ${right})` }
  if (operator === 'ends-with') return { sql: `ends_with(${left}, ${right})` }
  return { sql: `(${operator === 'not-contains' ? 'NOT ' : ''}contains(${left}, ${right}))` }
}
