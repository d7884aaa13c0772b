import type { Graph } from '@/lib/graph/schema'
import type { SweepCommand, SweepValues } from './schema'

/** The step of a trial that runs the command. */
export const commandNode = 'command'

/** A line cut into words at spaces; quotes, single or double, hold words together and are taken off. Null where one is not closed. */
export function wordsOf(line: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (const sign of line) {
    if (quote) {
      if (sign === quote) quote = ''
      else word += sign
    } else if (sign === '"' || sign === "'") {
      quote = sign
      word ??= ''
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + sign
  }
  if (quote) return null
  return word === null ? words : [...words, word]
}

const placeholder = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g

/** Names in braces, which stand for parameters. */
export function placeholdersOf(words: readonly string[]): string[] {
  return [...new Set(words.flatMap((word) => [...word.matchAll(placeholder)].map((match) => match[1]!)))]
}

/** The graph of one trial: the command with the values in place of their names. */
export function commandGraph({ words, folder }: SweepCommand, values: SweepValues): Graph {
  const [program = '', ...args] = words.map((word) => word.replace(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole)))
  const params = { program, args: args.map((value) => ({ value })), result: 'none', folder }
  return { nodes: [{ id: commandNode, component: 'script.command@1', name: '', note: '', params, position: { x: 0, y: 0 } }], edges: [] }
}
