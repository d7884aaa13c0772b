import type { Graph } from '@/lib/graph/schema'
import { commandComponent } from '@/lib/protocol/command-run'
import type { PythonComponent } from '@/lib/workspace-components/schema'
import type { CommandSpec } from './schema'

/** The step of a command's run. */
export const commandStep = 'command'

/** What runs a command: a step in a Python environment like any other. */
const declaration: PythonComponent = {
  kind: 'python',
  name: 'Command',
  summary: 'A command with a snapshot of its code',
  inputs: [],
  outputs: [{ name: 'report', label: '', help: '', type: 'file', like: '' }],
  params: [{ name: 'request', label: '', help: '', type: 'text', default: '', choices: [], from: '' }],
  environment: 'tracking',
}

const source = 'from atelier_runner.commands import run_command\n\ndef run(request):\n    return run_command(request)\n'

const [id] = commandComponent.split('@') as [string]
export const commandDrafts = [{ id, version: 0, declaration, source }]

export interface CommandJob extends Pick<CommandSpec, 'files' | 'env' | 'parameters'> {
  /** With the values in place. */
  words: string[]
  /** Ids of the tracked run and of its experiment. */
  run: string
  experiment: string
}

const sampleSeconds = 5

/** The graph of one step that runs the command in its environment. */
export function graphOfCommand(job: CommandJob, environment: string): Graph {
  const request = JSON.stringify({ ...job, parameters: Object.fromEntries(job.parameters.map(({ name, value }) => [name, value])), sampleSeconds })
  return { nodes: [{ id: commandStep, component: commandComponent, name: 'Command', note: '', params: { request }, compute: { environment }, position: { x: 0, y: 0 } }], edges: [] }
}
