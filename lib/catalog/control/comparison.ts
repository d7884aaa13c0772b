import type { Field } from '../types'

export const operators = ['at-least', 'more', 'equals', 'differs', 'at-most', 'less'] as const
export type Operator = (typeof operators)[number]

const words: Record<Operator, string> = { 'at-least': 'at least', more: 'more than', equals: 'exactly', differs: 'other than', 'at-most': 'at most', less: 'fewer than' }
const signs: Record<Operator, string> = { 'at-least': '≥', more: '>', equals: '=', differs: '≠', 'at-most': '≤', less: '<' }

/** `at least 100`, for a count. */
export function countWords(operator: Operator, threshold: number): string {
  return `${words[operator]} ${threshold}`
}

/** `≥ 100` */
export function signed(operator: Operator, right: string | number): string {
  return `${signs[operator]} ${right}`
}

export const operatorOptions: Extract<Field, { kind: 'choice' }>['options'] = operators.map((value) => ({ value, label: `${signs[value]}  ${{ ...words, less: 'less than', equals: 'equal to', differs: 'not equal to' }[value]}` }))

/** Whether the comparison of two numbers holds. */
export function holds(left: number, operator: Operator, right: number): boolean {
  switch (operator) {
    case 'at-least':
      return left >= right
    case 'more':
      return left > right
    case 'equals':
      return left === right
    case 'differs':
      return left !== right
    case 'at-most':
      return left <= right
    default:
      return left < right
  }
}

/** Compares texts: as numbers where both are; else only whether they are equal. Undefined where they have no order. */
export function textsHold(left: string, operator: Operator, right: string): boolean | undefined {
  const [a, b] = [numberIn(left), numberIn(right)]
  if (a !== undefined && b !== undefined) return holds(a, operator, b)
  if (operator === 'equals') return left === right
  return operator === 'differs' ? left !== right : undefined
}

function numberIn(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : undefined
}
