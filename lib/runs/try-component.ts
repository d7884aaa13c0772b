import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { checkDeclaration } from '@/lib/workspace-components/check'
import { loadCatalogue } from '@/lib/workspace-components/load'
import { TryOwnInput } from '@/lib/workspace-components/schema'
import type { RunView } from './schema'
import { submitGraph } from './submit'

type Given = ReturnType<typeof TryOwnInput.parse>['inputs'][string]

/** The step of a trial's run that is the component itself. */
export const triedNode = 'component'

/**
 * Runs a Python component as it stands in somebody's editor, on small tables, as a run like any other: with its log, and
 * with the line of the code where it fails. Nothing of the component is kept but what the run holds.
 * @throws AppError `invalid`, `forbidden`.
 */
export async function tryComponent(ctx: Context, input: TryOwnInput): Promise<RunView> {
  authorize(ctx, 'components.write')
  const { id = 'custom.draft', declaration, source, params, inputs } = parse(TryOwnInput, input)
  checkDeclaration(id, declaration, source, await loadCatalogue(ctx))
  const unknown = Object.keys(inputs).find((name) => !declaration.inputs.some((port) => port.name === name))
  if (unknown !== undefined) throw new AppError('invalid', `The component has no input “${unknown}”.`)
  const file = declaration.inputs.find((port) => port.type !== 'table' && !port.optional)
  if (file) throw new AppError('invalid', `“${file.label || file.name}” takes a file, which a trial has not. Publish the component and run it in a pipeline, or make the input optional.`)
  const ref = `${id}@0`
  const graph: Graph = { nodes: [{ ...place(1), id: triedNode, component: ref, params }], edges: [] }
  for (const [name, given] of Object.entries(inputs)) feed(graph, name, given)
  return submitGraph(ctx, {
    graph,
    pipelineId: null,
    name: `Trial of ${declaration.name}`,
    options: {},
    drafts: [{ id, version: 0, declaration, source }],
  })
}

const place = (row: number): Pick<GraphNode, 'name' | 'note' | 'position'> => ({ name: '', note: '', position: { x: 0, y: row * 160 } })

/** Puts what is given before an input: a table typed by hand, or the first rows of a data asset. */
function feed(graph: Graph, port: string, given: Given): void {
  const id = `from-${port}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 60)
  const x = (graph.nodes.length - 1) * 260
  if ('table' in given) {
    graph.nodes.push({ ...place(0), position: { x, y: 0 }, id, component: 'data.enter@1', name: port, params: { table: given.table } })
    graph.edges.push({ from: { node: id, port: 'table' }, to: { node: triedNode, port } })
    return
  }
  const first = `${id}-rows`
  graph.nodes.push({ ...place(0), position: { x, y: -160 }, id, component: 'data.import@1', name: port, params: { asset: given.asset } })
  graph.nodes.push({ ...place(0), position: { x, y: 0 }, id: first, component: 'transform.sample@1', name: `First ${given.rows} rows`, params: { method: 'first', rows: given.rows } })
  graph.edges.push({ from: { node: id, port: 'table' }, to: { node: first, port: 'table' } }, { from: { node: first, port: 'table' }, to: { node: triedNode, port } })
}
