import { placeholder } from '@/lib/commands/words'
import type { Graph } from '@/lib/graph/schema'
import type { SweepCommand, SweepValues } from './schema'

/** The step of a trial that runs the command. */
export const commandNode = 'command'

/** The words with the values in place of their names. */
export function fillCommand({ words }: Pick<SweepCommand, 'words'>, values: SweepValues): string[] {
  return words.map((word) => word.replace(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole)))
}

/** The graph of one trial of a program of the agent's machine. */
export function commandGraph(command: SweepCommand, values: SweepValues): Graph {
  const { folder } = command
  const [program = '', ...args] = fillCommand(command, values)
  const params = { program, args: args.map((value) => ({ value })), result: 'none', folder }
  return { nodes: [{ id: commandNode, component: 'script.command@1', name: '', note: '', params, position: { x: 0, y: 0 } }], edges: [] }
}
