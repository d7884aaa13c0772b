export type ReadNumber = { kind: 'number'; value: number } | { kind: 'empty' } | { kind: 'invalid' }

/** Text as a finite number: `1`, `-0.5`, `1e-3`, `1,5` (a decimal comma where there is no point). */
export function readNumber(text: string): ReadNumber {
  const plain = text.trim().replace('−', '-')
  if (plain === '') return { kind: 'empty' }
  const decimal = /^[^.,]*,[^.,]*$/.test(plain) ? plain.replace(',', '.') : plain
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(decimal) ? Number(decimal) : NaN
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'invalid' }
}
