import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Field, Port } from '@/lib/catalog/types'
import { downstream, needed, subgraph } from '@/lib/graph/needed'
import { isTie, resolveParams, valuesOf } from '@/lib/graph/parameters'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { freeArgument } from './names'
import type { InsideInput, InsideOutput, InsideParam, SubPipeline } from './schema'

type End = GraphEdge['from']

/** A port that a component may have; one that a wire needs, or that a step cannot do without, has to stay. */
export interface PortChoice<T> {
  port: T
  chosen: boolean
  /** Why it cannot be taken away; undefined where it can. */
  needed?: string
  /** `Split data, “Rows”`: where it leads or comes from. */
  place: string
  type: Port['type']
}

export interface ParamChoice {
  param: InsideParam
  chosen: boolean
  field: Field
  /** The name of the step inside. */
  step: string
  /** Where the step's setting is tied to a parameter of the pipeline: what the new step's is tied to. */
  tie?: unknown
}

/** What a component made of some steps could show of itself. */
export interface Choices {
  graph: Graph
  inputs: PortChoice<InsideInput>[]
  outputs: PortChoice<InsideOutput>[]
  params: ParamChoice[]
}

const key = ({ node, port }: End) => `${node}.${port}`

/** Why these steps cannot become one; undefined where they can. */
export function refusalOf(graph: Graph, ids: ReadonlySet<string>, catalogue: Catalogue): string | undefined {
  if (![...ids].some((id) => graph.nodes.some((node) => node.id === id))) return 'Select the steps that the component shall consist of.'
  const unknown = graph.nodes.find((node) => ids.has(node.id) && !catalogue.find(node.component))
  if (unknown) return `There is no component “${unknown.component}” here, so “${titleOf(unknown, catalogue)}” cannot be part of one.`
  const after = downstream(graph, ids)
  const before = needed(graph, ids)
  const between = graph.nodes.find((node) => !ids.has(node.id) && after.has(node.id) && before.has(node.id))
  if (between) return `“${titleOf(between, catalogue)}” lies between the selected steps, so the component would feed itself. Select it too.`
  return undefined
}

/**
 * The ports and parameters that a component made of these steps could have. `kept` are those that it had before: they
 * keep their names, and what it did not have is not chosen.
 */
export function choicesOf(graph: Graph, ids: ReadonlySet<string>, catalogue: Catalogue, kept?: SubPipeline): Choices {
  const inner = withoutMarks(subgraph(graph, ids))
  const drawn = inner.nodes
  // What is tied to the pipeline's parameters has their default inside; a component knows no pipeline.
  const values = valuesOf(graph)
  inner.nodes = inner.nodes.map((node) => ({ ...node, params: resolveParams(node.params, values) }))
  const into = graph.edges.filter((edge) => ids.has(edge.to.node) && !ids.has(edge.from.node))
  const out = graph.edges.filter((edge) => ids.has(edge.from.node) && !ids.has(edge.to.node))
  return {
    graph: inner,
    inputs: inputChoices(inner, into, catalogue, kept),
    outputs: outputChoices(inner, out, catalogue, kept),
    params: paramChoices(inner, catalogue, kept).map((choice) => {
      const tie = drawn.find((node) => node.id === choice.param.node)?.params[choice.param.param]
      return isTie(tie) ? { ...choice, chosen: true, tie } : choice
    }),
  }
}

/** Nothing of a pipeline but its steps and wires belongs to a component. */
function withoutMarks({ nodes, edges }: Graph): Graph {
  return { nodes, edges }
}

function portsOf(node: GraphNode, side: 'inputs' | 'outputs', catalogue: Catalogue): Port[] {
  return catalogue.find(node.component)?.[side] ?? []
}

function inputChoices(inner: Graph, into: GraphEdge[], catalogue: Catalogue, kept: SubPipeline | undefined): PortChoice<InsideInput>[] {
  const fed = new Set(inner.edges.map((edge) => key(edge.to)))
  const open = inner.nodes.flatMap((node) => portsOf(node, 'inputs', catalogue).map((port) => ({ node, port, end: { node: node.id, port: port.name } }))).filter(({ end }) => !fed.has(key(end)))
  const names = new Set<string>()
  const done = new Set<string>()
  const choices: PortChoice<InsideInput>[] = []
  const add = (group: typeof open, from: Partial<InsideInput> & { chosen: boolean; needed?: string }) => {
    const { node, port } = group[0]!
    const name = freeArgument(from.name ?? port.name, names)
    names.add(name)
    for (const { end } of group) done.add(key(end))
    const place = group.map((each) => `${titleOf(each.node, catalogue)}, “${each.port.label}”`).join(' and ')
    choices.push({
      port: { name, label: from.label ?? (group.length === 1 ? labelIn(inner, node, port, catalogue) : port.label), help: from.help ?? '', to: group.map(({ end }) => end) },
      chosen: from.chosen,
      needed: from.needed,
      place,
      type: group.map((each) => each.port.type).find((type) => type !== 'any') ?? 'any',
    })
  }
  for (const input of kept?.inputs ?? []) {
    const group = open.filter(({ end }) => input.to.some((to) => key(to) === key(end)))
    if (group.length > 0) add(group, { ...input, chosen: true, needed: group.some(({ port }) => !port.optional) ? 'A step inside needs it' : undefined })
  }
  const sources = new Map<string, string[]>()
  for (const edge of into) sources.set(key(edge.from), [...(sources.get(key(edge.from)) ?? []), key(edge.to)])
  for (const ends of sources.values()) {
    const group = open.filter(({ end }) => ends.includes(key(end)) && !done.has(key(end)))
    if (group.length > 0) add(group, { chosen: true, needed: 'A wire comes in here' })
  }
  for (const each of open) {
    if (done.has(key(each.end))) continue
    add([each], each.port.optional ? { chosen: false } : { chosen: true, needed: 'The step needs it' })
  }
  return choices
}

function outputChoices(inner: Graph, out: GraphEdge[], catalogue: Catalogue, kept: SubPipeline | undefined): PortChoice<InsideOutput>[] {
  const crossing = new Set(out.map((edge) => key(edge.from)))
  const used = new Set(inner.edges.map((edge) => edge.from.node))
  const names = new Set<string>()
  const all = inner.nodes.flatMap((node) => portsOf(node, 'outputs', catalogue).map((port) => ({ node, port, end: { node: node.id, port: port.name } })))
  const before = (end: End) => kept?.outputs.find((output) => key(output.from) === key(end))
  // What nothing inside takes is what the steps are there for.
  const picked = (node: GraphNode, end: End) => crossing.has(key(end)) || (!kept && !used.has(node.id))
  const rank = ({ node, end }: (typeof all)[number]) => (before(end) ? 0 : picked(node, end) ? 1 : 2)
  // Names given before come first, then those of ports that are wanted, so that another does not take them.
  return [...all].sort((a, b) => rank(a) - rank(b)).map(({ node, port, end }) => {
    const known = before(end)
    const name = freeArgument(known?.name ?? port.name, names)
    names.add(name)
    return {
      port: { name, label: known?.label ?? labelIn(inner, node, port, catalogue), help: known?.help ?? '', from: end },
      chosen: known !== undefined || picked(node, end),
      needed: crossing.has(key(end)) ? 'A wire goes out here' : undefined,
      place: `${titleOf(node, catalogue)}, “${port.label}”`,
      type: port.type,
    }
  })
}

/** `Rows`, or `Rows of Split data` where several steps inside have a port of that name. */
function labelIn(inner: Graph, node: GraphNode, port: Port, catalogue: Catalogue): string {
  const others = inner.nodes.filter((other) => other !== node && [...portsOf(other, 'inputs', catalogue), ...portsOf(other, 'outputs', catalogue)].some((each) => each.label === port.label))
  return others.length === 0 ? port.label : `${port.label} (${titleOf(node, catalogue)})`.slice(0, 80)
}

function paramChoices(inner: Graph, catalogue: Catalogue, kept: SubPipeline | undefined): ParamChoice[] {
  return inner.nodes.flatMap((node) =>
    (catalogue.find(node.component)?.fields ?? []).map((field): ParamChoice => {
      const known = kept?.params.find((param) => param.node === node.id && param.param === field.name)
      const param = { name: known?.name ?? '', label: known?.label || field.label, help: known?.help ?? '', node: node.id, param: field.name }
      return { param, chosen: known !== undefined, field, step: titleOf(node, catalogue) }
    }),
  )
}

/** Those that have no name yet get one: that of the step's parameter, where no other has it. */
function named(params: InsideParam[]): InsideParam[] {
  const names = new Set(params.map((param) => param.name))
  return params.map((param) => {
    if (param.name !== '') return param
    const name = freeArgument(param.param, names)
    names.add(name)
    return { ...param, name }
  })
}

/** The declaration that the choices make. */
export function declarationOf(choices: Choices, about: { name: string; summary: string }): SubPipeline {
  const chosen = <T>(list: PortChoice<T>[]) => list.filter((choice) => choice.chosen).map((choice) => choice.port)
  return { kind: 'sub-pipeline', ...about, graph: choices.graph, inputs: chosen(choices.inputs), outputs: chosen(choices.outputs), params: named(choices.params.filter((choice) => choice.chosen).map((choice) => choice.param)) }
}

/** The params of the step that takes the place of the others: what was tied to the pipeline's parameters still is. */
export function tiedParams(choices: Choices, inside: SubPipeline): Record<string, unknown> {
  return Object.fromEntries(
    inside.params.flatMap((param) => {
      const tie = choices.params.find((choice) => choice.param.node === param.node && choice.param.param === param.param)?.tie
      return tie === undefined ? [] : [[param.name, tie] as const]
    }),
  )
}
