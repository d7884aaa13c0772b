import * as z from 'zod/mini'
import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Component, InferContext, Inference, PortType, TableSchema, TransformationEffect } from '@/lib/catalog/types'
import { analyze } from '@/lib/graph/analyze'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { withParams } from './build-inside'
import type { SubPipeline } from './schema'

type Problem = Inference['problems'][number]
type Context = InferContext<Record<string, unknown>>

/** Ids of the two ends of a sub-pipeline's own ports while it is analysed; a step cannot be called so. */
const entry = (name: string) => `>${name}`
const exit = (name: string) => `<${name}`

/** The columns at a sub-pipeline's outputs and what is wrong inside: its graph is analysed with what arrives at its inputs. */
export function inferInside(inside: SubPipeline, catalogue: Catalogue, ctx: Context): Inference {
  const found: Inference = { outputs: {}, effects: {}, inside: {}, problems: [] }
  const { graph, ends } = closed(inside, ctx, found, catalogue)
  const analysis = analyze(graph, { asset: ctx.asset, catalogue: { ...catalogue, find: (ref) => ends.get(ref) ?? catalogue.find(ref) } })
  for (const { node } of inside.params) {
    const arriving = analysis.inputs[node] ?? {}
    for (const [port, columns] of Object.entries(arriving)) found.inside![`${node}.${port}`] = columns
  }
  const steps = new Map(inside.graph.nodes.map((node) => [node.id, node]))
  for (const problem of analysis.problems) {
    const step = steps.get(problem.node)
    if (step) found.problems.push(seenFromOutside(problem, step, inside, catalogue))
  }
  return found
}

/** The graph inside with something at each of its open ends, so that it can be analysed like any other. */
function closed(inside: SubPipeline, ctx: Context, found: Inference, catalogue: Catalogue): { graph: Graph; ends: Map<string, Component> } {
  const graph = withParams(inside, ctx.params)
  const steps = new Map(graph.nodes.map((node) => [node.id, node]))
  const ends = new Map<string, Component>()
  const nodes: GraphNode[] = [...graph.nodes]
  const edges: GraphEdge[] = [...graph.edges]
  const place = (id: string, component: Component) => {
    ends.set(id, component)
    nodes.push({ id, component: id, name: '', note: '', params: {}, position: { x: 0, y: 0 } })
  }
  const typeAt = (end: { node: string; port: string }, side: 'inputs' | 'outputs'): PortType =>
    catalogue.find(steps.get(end.node)?.component ?? '')?.[side].find((port) => port.name === end.port)?.type ?? 'any'
  for (const input of inside.inputs) {
    const type = input.to.map((end) => typeAt(end, 'inputs')).find((each) => each !== 'any') ?? 'any'
    const optional = input.to.every((end) => catalogue.find(steps.get(end.node)?.component ?? '')?.inputs.find((port) => port.name === end.port)?.optional)
    // An input that must be connected and is not is said outside, once.
    if (optional && !ctx.connected.has(input.name)) continue
    place(entry(input.name), source(type, ctx.inputs[input.name], ctx.effects?.[input.name]))
    for (const to of input.to) edges.push({ from: { node: entry(input.name), port: 'out' }, to })
  }
  for (const output of inside.outputs) {
    place(exit(output.name), sink((columns, effect) => {
      found.outputs[output.name] = columns
      found.effects![output.name] = effect
    }, typeAt(output.from, 'outputs')))
    edges.push({ from: output.from, to: { node: exit(output.name), port: 'in' } })
  }
  return { graph: { ...graph, nodes, edges }, ends }
}

const end = {
  version: 1,
  category: 'Workspace',
  icon: 'boxes',
  summary: '',
  params: z.object({}),
  fields: [],
  describe: () => '',
  runner: { kind: 'inside' },
  deterministic: true,
} as const satisfies Partial<Component>

function source(type: PortType, columns: TableSchema, effect: TransformationEffect | undefined): Component {
  return { ...end, fields: [], id: 'inside.input', name: 'Input', inputs: [], outputs: [{ name: 'out', type, label: 'Output', help: '' }], infer: () => ({ outputs: { out: columns }, effects: { out: effect }, problems: [] }) }
}

function sink(take: (columns: TableSchema, effect: TransformationEffect | undefined) => void, type: PortType): Component {
  return {
    ...end,
    fields: [],
    id: 'inside.output',
    name: 'Output',
    inputs: [{ name: 'in', type, label: 'Input', help: '' }],
    outputs: [],
    infer: ({ inputs, effects }) => {
      take(inputs.in, effects?.in)
      return { outputs: {}, problems: [] }
    },
  }
}

/** A problem of a step inside, said at the component: at its parameter where it shows that one, with the repair if it can be made there. */
function seenFromOutside(problem: Problem, step: GraphNode, inside: SubPipeline, catalogue: Catalogue): Problem {
  const message = `Inside, “${titleOf(step, catalogue)}”: ${problem.message}`
  const outer = inside.params.find((other) => other.node === step.id && other.param === problem.param)
  const port = inside.inputs.find((input) => input.to.some((to) => to.node === step.id && to.port === problem.port))
  const seen: Problem = { severity: problem.severity, message, ...(outer && { param: outer.name }), ...(port && { port: port.name }) }
  const keys = Object.keys(problem.fix?.params ?? {})
  const shown = keys.map((key) => inside.params.find((other) => other.node === step.id && other.param === key)?.name)
  if (problem.fix && shown.every((name) => name !== undefined)) {
    seen.fix = { label: problem.fix.label, params: Object.fromEntries(keys.map((key, index) => [shown[index]!, problem.fix!.params[key]])) }
  }
  return seen
}
