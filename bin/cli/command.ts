import { parseArgs, type ParseArgsConfig } from 'node:util'
import { AppError } from '@/lib/errors'

export type Options = NonNullable<ParseArgsConfig['options']>
export type Values = Record<string, string | boolean | string[] | undefined>

/** One command: its words, what it takes, what it does. Adding one edits only the list in main.ts. */
export interface Command {
  /** `pipeline run` */
  name: string
  /** What follows the name in the help: `FILE.json|ID`. */
  takes?: string
  /** One line for the help. */
  about: string
  options?: Options
  /** @returns the exit code */
  run(input: { words: string[]; values: Values; json: boolean }): Promise<number>
}

/** Every command has these. */
const common: Options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }

/** @throws AppError `invalid` with what the parser found wrong */
export function parseCommand(command: Command, args: string[]): { words: string[]; values: Values } {
  try {
    const { positionals, values } = parseArgs({ args, options: { ...common, ...command.options }, allowPositionals: true, strict: true })
    return { words: positionals, values: values as Values }
  } catch (error) {
    throw usage(command, error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
}

/** A refusal that shows how the command is written. */
export function usage(command: Pick<Command, 'name' | 'takes' | 'options'>, problem: string): AppError {
  return new AppError('invalid', `${problem.replace(/\.$/, '')}. Write it as: atelier ${synopsis(command)}`)
}

/** `pipeline run FILE.json|ID [--wait] [--force]` */
export function synopsis(command: Pick<Command, 'name' | 'takes' | 'options'>): string {
  const options = Object.entries({ ...command.options, json: common.json! }).map(([name, option]) => (option.type === 'boolean' ? `[--${name}]` : `[--${name} ${option.multiple ? (name === 'param' ? 'NAME=VALUE' : `${name.toUpperCase()}…`) : name.toUpperCase()}]`))
  return [command.name, command.takes, ...options].filter(Boolean).join(' ')
}

/** The value of a text option, if given. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The values of a text option that may be given several times. */
export function list(values: Values, name: string): string[] {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

/** The one word that a command takes. */
export function word(command: Command, words: string[]): string {
  if (words.length !== 1) throw usage(command, words.length === 0 ? `${command.takes} is missing` : `“${words[1]}” is one word too many`)
  return words[0]!
}
