import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { parseParams } from '@/lib/catalog/params'
import type { Component } from '@/lib/catalog/types'
import { topologicalOrder } from '@/lib/graph/order'
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/schema'
import { titleOf, wire, type Wiring } from '@/lib/graph/wiring'
import { canonicalJson, sha256 } from '@/lib/queue/cache-key'
import { sampleRows, wholeRows, type Blocked, type BlockReason, type SampleSource } from './schema'
import { gathersRows, lookupOf, ofRunsOnly } from './traits'

/** Bytes of a data asset's version, as the graph names it. */
export interface PlannedAsset {
  digest: string
  rows: number
}

export interface PlannedStep {
  /** Equal keys mean equal outputs. */
  key: string
  node: string
  name: string
  component: Component
  ref: string
  params: Record<string, unknown>
  /** By input port: the step that gives it, by key, and the output. */
  inputs: Record<string, { key: string; port: string }>
  /** By output port: a stored table to draw so many rows from, or to take as it is where `draw` is null. */
  stored?: Record<string, { digest: string; draw: number | null; taken: number }>
  sources: SampleSource[]
  exact: boolean
  notes: string[]
}

/** What a graph's steps stand on besides each other. */
export interface Ground {
  /** The data asset that a step reads. */
  asset: (node: GraphNode) => PlannedAsset | undefined
  /** By output port: tables that a step, as it is drawn, gave in a run. */
  result?: (node: string) => Record<string, PlannedAsset> | undefined
}

export interface SamplePlan {
  state: 'ready'
  /** Each after what it needs; the last is the one that was asked for. */
  steps: PlannedStep[]
}

type Mode = 'sample' | 'whole'
type Planned = PlannedStep | Blocked

/** What must be computed so that a step's output can be shown, or why it cannot. Pure. */
export function planSample(graph: Graph, target: string, ground: Ground, catalogue: Catalogue = builtIn): SamplePlan | Blocked {
  const planner = new Planner(wire(graph, catalogue), catalogue, ground, new Set(topologicalOrder(graph).cycles.flat()))
  const last = planner.want(target, 'sample')
  return 'state' in last ? last : { state: 'ready', steps: planner.needed(last) }
}

class Planner {
  private readonly known = new Map<string, Planned>()
  private readonly byKey = new Map<string, PlannedStep>()

  constructor(
    private readonly wiring: Wiring,
    private readonly catalogue: Catalogue,
    private readonly ground: Ground,
    private readonly circular: ReadonlySet<string>,
  ) {}

  want(id: string, mode: Mode): Planned {
    const name = `${mode} ${id}`
    let found = this.known.get(name)
    if (!found) {
      found = this.plan(id, mode)
      this.known.set(name, found)
      if (!('state' in found)) this.byKey.set(found.key, found)
    }
    return found
  }

  /** A step and all before it, sources first. */
  needed(last: PlannedStep): PlannedStep[] {
    const steps = new Set<PlannedStep>()
    const add = (step: PlannedStep): void => {
      if (steps.has(step)) return
      for (const { key } of Object.values(step.inputs)) add(this.byKey.get(key)!)
      steps.add(step)
    }
    add(last)
    return [...steps]
  }

  private plan(id: string, mode: Mode): Planned {
    const node = this.wiring.nodes.get(id)
    if (!node) return blocked(id, 'incomplete', 'The pipeline has no such step any more.')
    const component = this.catalogue.find(node.component)
    if (!component) return blocked(id, 'needs-run', `This studio has no component “${node.component}”, so it cannot show a sample of it.`)
    if (this.circular.has(id)) return blocked(id, 'incomplete', 'Steps feed each other in a circle. Remove one of the connections.')
    const base = { node: id, name: titleOf(node, this.catalogue), component, ref: node.component }
    const onlyInRuns = ofRunsOnly(node.component)
    const here = component.runner.kind === 'table' && !component.reads && !onlyInRuns
    const result = here ? undefined : this.ground.result?.(id)
    if (result && Object.keys(result).length > 0) return fromRun(base, result, mode)
    const feeds = this.wiring.incoming.get(id) ?? new Map<string, GraphEdge>()
    const before = this.inputs(node, component, feeds, mode)
    if ('state' in before) return before
    if (!here) return blocked(id, 'needs-run', onlyInRuns ?? pythonWords(component))
    const parsed = parseParams(component, node.params)
    if (!parsed.ok) return blocked(id, 'failed', sentence(parsed.problems[0]!.message))
    return component.inputs.length === 0 ? this.source(node, base, parsed.params, mode) : step(base, parsed.params, before)
  }

  private inputs(node: GraphNode, component: Component, feeds: ReadonlyMap<string, GraphEdge>, mode: Mode): Map<string, { step: PlannedStep; port: string }> | Blocked {
    const found = new Map<string, { step: PlannedStep; port: string }>()
    const lookup = lookupOf(node.component)
    for (const port of component.inputs) {
      const feed = feeds.get(port.name)
      if (!feed && port.optional) continue
      if (!feed) return blocked(node.id, 'incomplete', `Nothing is connected to the input “${port.label}”.`)
      const whole = mode === 'whole' || (lookup?.port === port.name && this.fitsWhole(feed.from.node, lookup.most))
      const given = this.want(feed.from.node, whole ? 'whole' : 'sample')
      if ('state' in given) return given
      found.set(port.name, { step: given, port: feed.from.port })
    }
    return found
  }

  /** Whether all data above a step is small enough to be taken whole. */
  private fitsWhole(id: string, most: number): boolean {
    const seen = new Set<string>()
    const open = [id]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      const node = this.wiring.nodes.get(at)!
      if (node.component.startsWith('data.import@') && (this.ground.asset(node)?.rows ?? Infinity) > most) return false
      if (Object.values(this.ground.result?.(at) ?? {}).some(({ rows }) => rows > most)) return false
      if (node.component.startsWith('data.generate@') && generatedRows(node.params) > most) return false
      for (const edge of this.wiring.incoming.get(at)?.values() ?? []) open.push(edge.from.node)
    }
    return true
  }

  private source(node: GraphNode, base: Pick<PlannedStep, 'node' | 'name' | 'component' | 'ref'>, params: Record<string, unknown>, mode: Mode): Planned {
    const most = mode === 'whole' ? wholeRows : sampleRows
    const made = (given: Record<string, unknown>, taken: number, of: number, stored?: PlannedStep['stored']): PlannedStep => ({
      ...base,
      key: keyOf(base.ref, stored ?? given, {}),
      params: given,
      inputs: {},
      ...(stored && { stored }),
      sources: [{ node: base.node, name: base.name, taken, of }],
      exact: taken === of,
      notes: [],
    })
    if (node.component.startsWith('data.import@')) {
      const asset = this.ground.asset(node)
      if (!asset) return blocked(node.id, 'missing-data', 'Choose a data asset that can be read.')
      const table = storedTable(asset, most)
      return made({}, table.taken, asset.rows, { table })
    }
    if (node.component.startsWith('data.generate@')) {
      const rows = generatedRows(params)
      return made({ ...params, rows: Math.min(rows, most) }, Math.min(rows, most), rows)
    }
    if (node.component.startsWith('data.enter@')) {
      const rows = (params.table as { rows?: unknown[] } | undefined)?.rows?.length ?? 0
      return made(params, rows, rows)
    }
    return blocked(node.id, 'needs-run', `${base.component.name} fetches its data in a run. Run to here to see it.`)
  }
}

function storedTable({ digest, rows }: PlannedAsset, most: number): NonNullable<PlannedStep['stored']>[string] {
  return rows <= most ? { digest, draw: null, taken: rows } : { digest, draw: most, taken: most }
}

/** A step that only a run can compute, by what it gave in one. */
function fromRun(base: Pick<PlannedStep, 'node' | 'name' | 'component' | 'ref'>, result: Record<string, PlannedAsset>, mode: Mode): PlannedStep {
  const stored = Object.fromEntries(Object.entries(result).map(([port, table]) => [port, storedTable(table, mode === 'whole' ? wholeRows : sampleRows)]))
  const sources = Object.entries(result).slice(0, 1).map(([port, { rows }]) => ({ node: base.node, name: base.name, taken: stored[port]!.taken, of: rows }))
  const exact = Object.values(stored).every(({ draw }) => draw === null)
  return { ...base, key: keyOf(base.ref, stored, {}), params: {}, inputs: {}, stored, sources, exact, notes: [`What “${base.name}” gives is taken from the latest run.`] }
}

function step(base: Pick<PlannedStep, 'node' | 'name' | 'component' | 'ref'>, params: Record<string, unknown>, before: Map<string, { step: PlannedStep; port: string }>): PlannedStep {
  const inputs = Object.fromEntries([...before].map(([port, { step: given, port: from }]) => [port, { key: given.key, port: from }]))
  const given = [...before.values()].map((other) => other.step)
  const sources = [...new Map(given.flatMap((other) => other.sources).map((source) => [`${source.node} ${source.taken}`, source])).values()]
  const exact = given.every((other) => other.exact)
  const notes = [...new Set([...given.flatMap((other) => other.notes), ...ownNotes(base, params, before, exact)])]
  return { ...base, key: keyOf(base.ref, params, inputs), params, inputs, sources, exact, notes }
}

function ownNotes({ ref, name }: Pick<PlannedStep, 'ref' | 'name'>, params: Record<string, unknown>, before: Map<string, { step: PlannedStep }>, exact: boolean): string[] {
  if (exact) return []
  const lookup = lookupOf(ref)
  if (lookup) {
    if (!before.get(lookup.port)?.step.exact) return [`“${name}” pairs two samples here, so few rows find their partner. A run pairs all rows.`]
    if (params.how === 'right' || params.how === 'full') return [`The left side of “${name}” is a sample, so right rows look unmatched that a run would match.`]
    return []
  }
  return gathersRows(ref) ? [`“${name}” looks at many rows at once: its values here are those of the sample.`] : []
}

function generatedRows(params: Record<string, unknown>): number {
  return typeof params.rows === 'number' ? params.rows : 1_000
}

function keyOf(ref: string, params: Record<string, unknown>, inputs: PlannedStep['inputs']): string {
  return sha256(canonicalJson({ ref, params, inputs }))
}

function pythonWords(component: Component): string {
  return component.runner.kind === 'python' ? `${component.name} runs in Python on an agent, so there is no live sample of it before a run. Run to here to see what it gives.` : `${component.name} works in a run only. Run to here to see what it gives.`
}

function blocked(node: string, reason: BlockReason, message: string): Blocked {
  return { state: 'blocked', node, reason, message }
}

/** Problems are written without their last full stop. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
