import type { Graph } from '@/lib/graph/schema'
import { commandComponent } from '@/lib/protocol/command-run'
import type { PythonComponent } from '@/lib/workspace-components/schema'

/** After so long without a question it ends by itself, in seconds. */
const idleSeconds = 600

/** A step like any other, in the environment that has TensorBoard; like a command it is told where the studio is. */
const declaration: PythonComponent = {
  kind: 'python',
  name: 'TensorBoard',
  summary: 'TensorBoard over the event files of runs',
  inputs: [],
  outputs: [{ name: 'report', label: '', help: '', type: 'file', like: '' }],
  params: [{ name: 'request', label: '', help: '', type: 'text', default: '', choices: [], from: '' }],
  environment: 'tracking',
}

const source = 'from atelier_runner.tensorboard_board import serve\n\ndef run(request):\n    return serve(request)\n'

const [id] = commandComponent.split('@') as [string]
export const boardDrafts = [{ id, version: 0, declaration, source }]

/** The graph of one step that serves a TensorBoard of this title. */
export function graphOfBoard(title: string): Graph {
  const request = JSON.stringify({ title, idleSeconds })
  return { nodes: [{ id: 'tensorboard', component: commandComponent, name: 'TensorBoard', note: '', params: { request }, position: { x: 0, y: 0 } }], edges: [] }
}
