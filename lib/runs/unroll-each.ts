import type { Catalogue } from '@/lib/catalog/catalogue'
import { bodyPorts, listedValues } from '@/lib/catalog/control/each-body'
import { ForEachParams, settingsFor } from '@/lib/catalog/control/for-each'
import type { Component } from '@/lib/catalog/types'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { itemPort, numberMark, valueMark, type EachItem } from '@/lib/queue/each-state'
import { expand, type Expanded, type StepGroup } from '@/lib/workspace-components/expand'

type End = GraphEdge['from']

export const forEachRef = 'control.for-each@1'
/** What one step of an unrolled For each is, beside its params. */
export interface EachPart {
  '@part': 'values' | 'rows' | 'collect'
}

/** For the step that puts the passes together: what they are, or the template from which they are made once the groups are known. */
export interface EachPlan {
  of: string
  items?: EachItem[]
  template?: { graph: Graph; groups: StepGroup[]; end: End; column: string; feed: End }
}

export interface Unrolled extends Expanded {
  /** By step: which part of a For each it is. */
  parts: Map<string, EachPart>
  /** By collecting step. */
  plans: Map<string, EachPlan>
  /** By step of a pass that is known already: which one. */
  iterations: Map<string, { of: string; index: number; value: string }>
}

/** The component of each For each as a step by itself, so that what it needs is loaded. */
export function bodiesIn(graph: Graph, catalogue: Catalogue): GraphNode[] {
  return graph.nodes.flatMap((node) => {
    const params = node.component === forEachRef ? ForEachParams.safeParse(node.params) : undefined
    if (!params?.success || !bodyPorts(catalogue.find(params.data.component))) return []
    return [{ ...node, id: `${node.id}.body`, component: params.data.component, params: params.data.settings, name: '' }]
  })
}

/**
 * Puts the passes of every For each in its place: those over values at once, those over groups as a template. The step
 * itself becomes a group with the passes and the step that collects them. Pure; the graph has been checked.
 */
export function unrollEach(flat: Expanded, catalogue: Catalogue): Unrolled {
  const result: Unrolled = { graph: { ...flat.graph, nodes: [], edges: [] }, groups: [...flat.groups], parts: new Map(), plans: new Map(), iterations: new Map() }
  const replaced = new Map<string, string>()
  for (const node of flat.graph.nodes) {
    const body = node.component === forEachRef ? bodyOf(node, catalogue) : undefined
    if (!body) result.graph.nodes.push(node)
    else replaced.set(node.id, unroll(node, body, flat.graph.edges.find((edge) => edge.to.node === node.id)!.from, result, catalogue))
  }
  const moved = ({ node, port }: End): End => ({ node: replaced.get(node) ?? node, port })
  // What leads into a For each was wired with its passes.
  const kept = flat.graph.edges.filter((edge) => !replaced.has(edge.to.node))
  result.graph.edges = [...result.graph.edges, ...kept].map(({ from, to }) => ({ from: moved(from), to }))
  for (const plan of result.plans.values()) if (plan.template) plan.template.feed = moved(plan.template.feed)
  for (const plan of result.plans.values()) if (plan.template) plan.template.graph.edges = plan.template.graph.edges.map(({ from, to }) => ({ from: moved(from), to }))
  result.groups = result.groups.map((group) => ({ ...group, outputs: Object.fromEntries(Object.entries(group.outputs).map(([port, end]) => [port, moved(end)])) }))
  return result
}

interface Body {
  component: Component
  params: ForEachParams
  title: string
}

function bodyOf(node: GraphNode, catalogue: Catalogue): Body | undefined {
  const params = ForEachParams.parse(node.params)
  const component = catalogue.find(params.component)
  return component && bodyPorts(component) ? { component, params, title: titleOf(node, catalogue) } : undefined
}

/** The answer is the id of the collecting step. */
function unroll(node: GraphNode, body: Body, feed: End, result: Unrolled, catalogue: Catalogue): string {
  const collect = `${node.id}.collect`
  const add = (step: GraphNode, part: EachPart['@part']) => {
    result.graph.nodes.push(step)
    result.parts.set(step.id, { '@part': part })
  }
  const before = result.graph.nodes.length
  const inner: StepGroup[] = []
  if (body.params.over === 'values') {
    const items = listedValues(body.params.values).map((value, at): EachItem => {
      const index = at + 1
      const pass = passOf(node, body, { number: String(index), value, feed }, catalogue)
      result.graph.nodes.push(...pass.graph.nodes)
      result.graph.edges.push(...pass.graph.edges, { from: pass.end, to: { node: collect, port: itemPort(index) } })
      for (const step of pass.graph.nodes) result.iterations.set(step.id, { of: node.id, index, value })
      inner.push(...pass.groups)
      return { index, value, end: pass.end }
    })
    result.plans.set(collect, { of: node.id, items })
  } else {
    const values = `${node.id}.values`
    const rows = `${node.id}.${numberMark}.rows`
    add({ ...node, id: values, name: `${body.title} › Groups` }, 'values')
    const pass = passOf(node, body, { number: numberMark, value: valueMark, feed: { node: rows, port: 'table' } }, catalogue)
    pass.graph.nodes.unshift({ ...node, id: rows, name: `${body.title} › ${valueMark} › Rows` })
    pass.graph.edges.push({ from: feed, to: { node: rows, port: 'table' } })
    result.parts.set(rows, { '@part': 'rows' })
    result.graph.edges.push({ from: feed, to: { node: values, port: 'table' } }, { from: feed, to: { node: collect, port: 'table' } }, { from: { node: values, port: 'table' }, to: { node: collect, port: 'values' } })
    result.plans.set(collect, { of: node.id, template: { graph: pass.graph, groups: pass.groups, end: pass.end, column: body.params.column, feed } })
  }
  add({ ...node, id: collect, name: `${body.title} › All together` }, 'collect')
  const inside = result.graph.nodes.slice(before).map((step) => step.id)
  const outputs = { table: { node: collect, port: 'table' }, metrics: { node: collect, port: 'metrics' } }
  result.groups = result.groups.map((group) => (group.inside.includes(node.id) ? { ...group, inside: group.inside.flatMap((id) => (id === node.id ? inside : [id])) } : group))
  result.groups.push({ node: node.id, name: body.title, component: node.component, inside, outputs }, ...inner)
  return collect
}

/** The steps of one pass, fed from `feed`. */
function passOf(node: GraphNode, { component, params, title }: Body, pass: { number: string; value: string; feed: End }, catalogue: Catalogue): Expanded & { end: End } {
  const id = `${node.id}.${pass.number}`
  const { input, output } = bodyPorts(component)!
  const step: GraphNode = { ...node, id, component: params.component, params: settingsFor(params, component, pass.value), name: `${title} › ${pass.value}` }
  const { graph, groups } = expand({ nodes: [step], edges: [{ from: pass.feed, to: { node: id, port: input.name } }] }, catalogue)
  const end = groups.find((group) => group.node === id)?.outputs[output.name] ?? { node: id, port: output.name }
  return { graph: { ...graph, nodes: [...graph.nodes] }, groups, end }
}
