import { placeholdersOf, wordsOf } from '@/lib/commands/words'
import type { CommandParameter } from '@/lib/commands/schema'

/** A parameter as the form holds it: its value stays text until it is sent. */
export interface ParameterRow {
  name: string
  value: string
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** What is typed as a number, true or false is sent as such. */
export function parametersOf(rows: readonly ParameterRow[]): CommandParameter[] {
  return rows.filter(({ name }) => name.trim() !== '').map(({ name, value }) => ({ name: name.trim(), value: valueOf(value.trim()) }))
}

function valueOf(text: string): CommandParameter['value'] {
  if (text === 'true' || text === 'false') return text === 'true'
  // A number that would be written otherwise, such as 007, is a text.
  return number.test(text) && (String(Number(text)) === text || /[.e]/i.test(text)) ? Number(text) : text
}

/** The rows with one for each name in the command; those that were made by hand stay. */
export function rowsFor(command: string, rows: readonly ParameterRow[]): ParameterRow[] {
  const named = placeholdersOf(wordsOf(command) ?? command.split(/\s+/))
  const missing = named.filter((name) => !rows.some((row) => row.name === name)).map((name) => ({ name, value: '' }))
  // A name that is still being typed leaves no row behind.
  return [...rows.filter(({ name, value }) => named.includes(name) || value !== ''), ...missing]
}

/** The words as one line that reads back as the same words. */
export const lineOf = (words: readonly string[]): string => words.map((word) => (word === '' || /[\s"']/.test(word) ? (word.includes("'") ? `"${word}"` : `'${word}'`) : word)).join(' ')
