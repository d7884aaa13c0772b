import { AppError } from '@/lib/errors'
import type { CommandParameter } from './schema'
import { placeholdersOf, wordsOf } from './words'

/** A command's words, from a line or as they are. @throws AppError `invalid` */
export function readWords(command: string | readonly string[]): string[] {
  const words = typeof command === 'string' ? wordsOf(command) : [...command]
  if (!words) throw new AppError('invalid', 'A quote in the command is not closed.', { fields: { command: 'A quote is not closed' } })
  if ((words[0] ?? '').trim() === '') throw new AppError('invalid', 'Name the program to run.', { fields: { command: 'Name the program to run' } })
  return words
}

/** The words with each parameter's value in place of its name. @throws AppError `invalid` where a name has no value or two */
export function fillWords(words: readonly string[], parameters: readonly CommandParameter[]): string[] {
  const values = new Map<string, string>()
  for (const { name, value } of parameters) {
    if (values.has(name)) throw new AppError('invalid', `The parameter “${name}” is given twice.`, { fields: { parameters: `“${name}” is given twice` } })
    values.set(name, String(value))
  }
  const missing = placeholdersOf(words).find((name) => !values.has(name))
  if (missing !== undefined) throw new AppError('invalid', `The command names {${missing}}, but there is no parameter “${missing}”. Add it, or take the braces away.`, { fields: { command: `There is no parameter “${missing}”` } })
  return words.map((word) => word.replace(/\{([A-Za-z][A-Za-z0-9_-]*)\}/g, (whole, name: string) => values.get(name) ?? whole))
}
