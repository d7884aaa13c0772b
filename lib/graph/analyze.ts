import { refOf } from '@/lib/catalog'
import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { parseParams } from '@/lib/catalog/params'
import type { Component, InferContext, Inference, Problem, TableSchema, TransformationEffect } from '@/lib/catalog/types'
import { activityOf, bypassPorts, type Activity, type Inactive } from './active'
import { topologicalOrder } from './order'
import { resolveGraph, tiesOf } from './parameters'
import type { Graph, GraphNode } from './schema'
import { titleOf, wire, type Wiring } from './wiring'

type Asset = InferContext<unknown>['asset']
type Effects = Record<string, TransformationEffect | undefined>

export interface Analysis {
  /** Sources before what they feed. */
  order: string[]
  /** By node, by output port of type table: the columns, `undefined` where only a run can tell. */
  schemas: Record<string, Record<string, TableSchema>>
  /** By node, by connected input port that carries a table: the columns that arrive; for a sub-pipeline also by `step.port` inside it. */
  inputs: Record<string, Record<string, TableSchema>>
  /** Steps that take no part in a run, since they or what they need are disabled. They have no problems. */
  inactive: ReadonlyMap<string, Inactive>
  /** Errors first, then in the order of the steps. A graph with an error cannot run. */
  problems: Problem[]
}

interface Memo {
  component: Component
  params: Record<string, unknown>
  paramsText: string
  inputs: Record<string, TableSchema>
  arrivingEffects: Effects
  connected: string
  assets: { name: string; version: number | 'latest'; columns: ReturnType<Asset> }[]
  outputs: Record<string, TableSchema>
  effects: Effects
  inside: Inference['inside']
  problems: Problem[]
}

type Lookups = Required<Pick<InferContext<unknown>, 'asset' | 'find'>>

/** What arrives at a step. */
interface Arriving {
  tables: Record<string, TableSchema>
  effects: Effects
}

export interface AnalyzeOptions {
  asset: Asset
  /** Without one, only the components that come with Atelier are known. */
  catalogue?: Catalogue
  /** Inputs that are fed from outside of the graph, as `step.port`: those of a component whose inside it is. */
  open?: readonly string[]
}

/** Checks a graph and works out its columns, without running anything. Pure. */
export function analyze(graph: Graph, options: AnalyzeOptions): Analysis {
  return createAnalyzer()(graph, options)
}

/** An `analyze` that remembers each step between calls, so that a key press costs only what it changes. */
export function createAnalyzer(): (graph: Graph, options: AnalyzeOptions) => Analysis {
  const memos = new Map<string, Memo>()
  return (drawn, { asset, catalogue = builtIn, open }) => {
    const graph = resolveGraph(drawn, {}, { drop: true })
    const wiring = wire(graph, catalogue)
    for (const input of open ?? []) wiring.touched.add(input)
    const { order, cycles } = topologicalOrder(graph)
    const { inactive, cut } = activityOf(graph, catalogue)
    cutWires(wiring, cut)
    const analysis: Analysis = { order, schemas: {}, inputs: {}, inactive, problems: [...wiring.problems, ...cycleProblems(cycles, wiring, catalogue), ...tieProblems(drawn, wiring)] }
    const effects: Record<string, Effects> = {}
    for (const id of order) {
      const node = wiring.nodes.get(id)!
      const component = wiring.components.get(id)
      if (!component) {
        analysis.problems.push(unknownComponent(node, catalogue))
        continue
      }
      const memo = inferNode(node, component, arriving(id, wiring, analysis.schemas, effects), wiring, { asset, find: catalogue.find }, memos.get(id))
      memos.set(id, memo)
      analysis.inputs[id] = memo.inside ? { ...memo.inputs, ...memo.inside } : memo.inputs
      const bypass = inactive.get(id)?.word === 'bypassed' ? bypassPorts(component) : undefined
      analysis.schemas[id] = bypass ? { [bypass.output]: memo.inputs[bypass.input] } : memo.outputs
      effects[id] = bypass ? {} : memo.effects
      for (const problem of memo.problems) analysis.problems.push(problem)
    }
    for (const id of memos.keys()) if (!wiring.nodes.has(id)) memos.delete(id)
    if (inactive.size > 0) analysis.problems = analysis.problems.filter((problem) => !inactive.has(problem.node))
    sortProblems(analysis.problems, order)
    return analysis
  }
}

/** A wire from a disabled step into an optional input is as good as none. */
function cutWires(wiring: Wiring, cut: Activity['cut']): void {
  for (const { to } of cut) {
    wiring.incoming.get(to.node)?.delete(to.port)
    wiring.touched.delete(`${to.node}.${to.port}`)
  }
}

/** What the steps before give to each connected input. In a circle they have given nothing yet, so columns stay unknown. */
function arriving(id: string, wiring: Wiring, schemas: Analysis['schemas'], effects: Record<string, Effects>): Arriving {
  const found: Arriving = { tables: {}, effects: {} }
  for (const [port, { from }] of wiring.incoming.get(id) ?? []) {
    const output = wiring.components.get(from.node)?.outputs.find((other) => other.name === from.port)
    if (output?.type === 'table') found.tables[port] = schemas[from.node]?.[from.port]
    if (output?.type === 'transformation') found.effects[port] = effects[from.node]?.[from.port]
  }
  return found
}

function inferNode(node: GraphNode, component: Component, arrived: Arriving, wiring: Wiring, { asset, find }: Lookups, known: Memo | undefined): Memo {
  const connected = new Set(wiring.incoming.get(node.id)?.keys())
  const touched = component.inputs.filter((port) => wiring.touched.has(`${node.id}.${port.name}`)).map((port) => port.name)
  const wires = `${[...connected].sort().join()}|${touched.join()}`
  if (known && stillHolds(known, node, component, arrived, wires, asset)) {
    known.params = node.params
    return known
  }
  const assets: Memo['assets'] = []
  const problems: Problem[] = []
  for (const port of component.inputs) {
    if (port.optional || touched.includes(port.name)) continue
    problems.push({ severity: 'error', node: node.id, port: port.name, message: `Nothing is connected to the input “${port.label}”` })
  }
  let outputs: Record<string, TableSchema> = {}
  let effects: Effects = {}
  let inside: Inference['inside']
  const parsed = parseParams(component, node.params)
  if (parsed.ok) {
    const recorded: Asset = (name, version) => {
      const columns = asset(name, version)
      assets.push({ name, version, columns })
      return columns
    }
    const inference = component.infer({ params: parsed.params, inputs: arrived.tables, effects: arrived.effects, connected, asset: recorded, find })
    outputs = keepEqual(inference.outputs, known?.outputs)
    effects = inference.effects ?? {}
    inside = inference.inside
    for (const problem of inference.problems) problems.push({ ...problem, node: node.id })
  } else {
    for (const problem of parsed.problems) problems.push({ ...problem, node: node.id })
  }
  return { component, params: node.params, paramsText: JSON.stringify(node.params), inputs: arrived.tables, arrivingEffects: arrived.effects, connected: wires, assets, outputs, effects, inside, problems }
}

function stillHolds(memo: Memo, node: GraphNode, component: Component, arrived: Arriving, wires: string, asset: Asset): boolean {
  if (memo.component !== component || memo.connected !== wires) return false
  if (memo.params !== node.params && memo.paramsText !== JSON.stringify(node.params)) return false
  for (const port of Object.keys(arrived.tables)) if (memo.inputs[port] !== arrived.tables[port]) return false
  for (const port of Object.keys(arrived.effects)) if (memo.arrivingEffects[port] !== arrived.effects[port]) return false
  return memo.assets.every(({ name, version, columns }) => sameColumns(asset(name, version), columns))
}

/** Takes over the arrays known before where the columns are equal, so that steps behind see no change. */
function keepEqual(outputs: Record<string, TableSchema>, known: Record<string, TableSchema> | undefined): Record<string, TableSchema> {
  if (!known) return outputs
  return Object.fromEntries(Object.entries(outputs).map(([port, columns]) => [port, sameColumns(columns, known[port]) ? known[port] : columns]))
}

function sameColumns(a: TableSchema | null, b: TableSchema | null): boolean {
  if (a === b) return true
  if (!a || !b || a.length !== b.length) return false
  return a.every((column, index) => column.name === b[index]!.name && column.type === b[index]!.type)
}

function cycleProblems(cycles: string[][], wiring: Wiring, catalogue: Catalogue): Problem[] {
  return cycles.map((cycle) => {
    const names = [...cycle, cycle[0]!].map((id) => titleOf(wiring.nodes.get(id)!, catalogue))
    return { severity: 'error', node: cycle[0]!, message: `Steps feed each other in a circle: ${names.join(' → ')}. Remove one of these connections` }
  })
}

/** Params that are tied to a parameter which the pipeline does not declare; they are analysed with their default. */
function tieProblems(graph: Graph, wiring: Wiring): Problem[] {
  const known = new Set(graph.parameters?.map((parameter) => parameter.name))
  return graph.nodes.flatMap((node) =>
    tiesOf(node.params).flatMap(({ tie, path }): Problem[] => {
      if (known.has(tie.$parameter)) return []
      const param = String(path[0])
      const label = wiring.components.get(node.id)?.fields.find((field) => field.name === param)?.label ?? param
      const fix = path.length === 1 ? { label: 'Use the default', params: { [param]: undefined } } : undefined
      return [{ severity: 'error', node: node.id, param, message: `“${label}” is tied to the parameter “${tie.$parameter}”, which this pipeline does not have`, ...(fix && { fix }) }]
    }),
  )
}

function unknownComponent(node: GraphNode, catalogue: Catalogue): Problem {
  const newest = catalogue.latest(node.component.split('@')[0]!)
  const hint = newest ? `; the version here is ${refOf(newest)}` : '. It may come from another studio or a newer release'
  return { severity: 'error', node: node.id, message: `There is no component “${node.component}”${hint}` }
}

function sortProblems(problems: Problem[], order: string[]): void {
  if (problems.length < 2) return
  const place = new Map(order.map((id, index) => [id, index]))
  const rank = (problem: Problem) => (problem.severity === 'error' ? 0 : 1)
  problems.sort((a, b) => rank(a) - rank(b) || (place.get(a.node) ?? 0) - (place.get(b.node) ?? 0))
}
