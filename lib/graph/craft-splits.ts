import { builtIn, type Catalogue } from '@/lib/catalog/catalogue'
import { keepsRows } from '@/lib/catalog/keeps-rows'
import { learningOf } from '@/lib/catalog/learn/learning'
import { CleanMissingParams } from '@/lib/catalog/transform/clean-missing-data'
import { fillPlans } from '@/lib/catalog/transform/cleaning'
import type { Fix, Problem, TableSchema } from '@/lib/catalog/types'
import type { Graph, GraphEdge, GraphNode } from './schema'
import { titleOf } from './wiring'

type End = GraphEdge['from']

/** A model that is learned, and judged by rows that it scores. */
interface Judged {
  train: GraphNode
  score: GraphNode
  evaluate: GraphNode
  /** Where the rows come from that are learned from, and those that are scored. */
  learned: End
  scored: End
}

/** What tells how good a model is; of these, what scores the rows itself. */
const judging = /^learn\.(evaluate-model|compare-models)@/
const takesModel = /^learn\.compare-models@/
const splitting = /^transform\.split-(data|by-value)@/
/** What learns from the rows of its table and changes them by it, where its params say so. */
const fitting: Record<string, (params: Record<string, unknown>, columns: TableSchema) => boolean> = {
  'transform.normalize': () => true,
  'transform.encode-categories': () => true,
  'transform.target-encode': () => true,
  'transform.clip-outliers': ({ method }) => method !== 'fixed',
  'transform.bin': ({ method }) => method !== 'edges',
  'transform.clean-missing-data': fillsByLearning,
  'learn.select-features': () => true,
  'learn.text-features': ({ method }) => method !== 'hashing',
  'learn.reduce-dimensions': () => true,
}

const idOf = ({ component }: GraphNode) => component.split('@')[0]!
const same = (a: End, b: End) => a.node === b.node && a.port === b.port
const keyOf = ({ node, port }: End) => `${node}.${port}`

/**
 * Warnings about which rows a graph trains on and which it judges by, read from its wires.
 * @param columns what arrives at a step's table, where that is known
 */
export function splitWarnings(graph: Graph, columns: (node: string) => TableSchema = () => undefined, catalogue: Catalogue = builtIn): Problem[] {
  if (!graph.nodes.some(({ component }) => judging.test(component))) return []
  const wires = new Wires(graph, catalogue)
  const found = wires.judged().flatMap((judged) => testRowsUsed(wires, judged) ?? fittedBefore(wires, judged, columns))
  return [...new Map(found.map((problem) => [`${problem.node} ${problem.code}`, problem])).values()]
}

class Wires {
  readonly nodes: Map<string, GraphNode>
  private readonly into = new Map<string, Map<string, End>>()

  constructor(
    readonly graph: Graph,
    readonly catalogue: Catalogue,
  ) {
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]))
    for (const { from, to } of graph.edges) {
      const ports = this.into.get(to.node) ?? new Map<string, End>()
      this.into.set(to.node, ports.set(to.port, from))
    }
  }

  source(node: string, port: string): End | undefined {
    const end = this.into.get(node)?.get(port)
    return end && this.nodes.has(end.node) ? end : undefined
  }

  targets(from: End): End[] {
    return this.graph.edges.filter((edge) => same(edge.from, from)).map((edge) => edge.to)
  }

  /** The outputs that rows at `end` come through, nearest first, itself included. What is looked up or learned brings no rows. */
  origins(end: End, through: (node: GraphNode) => boolean = () => true): End[] {
    const found = [end]
    const seen = new Set([keyOf(end)])
    for (const at of found) {
      const node = this.nodes.get(at.node)
      if (!node || !through(node)) continue
      for (const from of this.rowInputs(node)) {
        if (seen.has(keyOf(from))) continue
        seen.add(keyOf(from))
        found.push(from)
      }
    }
    return found
  }

  private rowInputs(node: GraphNode): End[] {
    const joins = /^transform\.(fuzzy-)?join@/.test(node.component)
    const tables = this.catalogue.find(node.component)?.inputs.filter(({ type }) => type === 'table') ?? []
    return tables.flatMap(({ name }) => {
      const from = joins && name !== 'left' ? undefined : this.source(node.id, name)
      return from ? [from] : []
    })
  }

  judged(): Judged[] {
    return this.graph.nodes.flatMap((evaluate) => {
      // Folds are learned anew, each from the others.
      if (!judging.test(evaluate.component) || evaluate.params.how === 'folds') return []
      const score = takesModel.test(evaluate.component) ? evaluate : this.scoring(evaluate)
      const scored = score && this.source(score.id, 'table')
      if (!score || !scored) return []
      return this.models(score).flatMap((train): Judged[] => {
        const learned = this.source(train.id, 'table')
        return learned ? [{ train, score, evaluate, learned, scored }] : []
      })
    })
  }

  private scoring(evaluate: GraphNode): GraphNode | undefined {
    const table = this.source(evaluate.id, 'table')
    return table && this.origins(table).map(({ node }) => this.nodes.get(node)!).find(({ component }) => component.startsWith('learn.score-model@'))
  }

  /** Every step that had a part in the models that a step takes: the one that learned, the one that chose a threshold, … */
  private models(taker: GraphNode): GraphNode[] {
    const found = [taker]
    for (const node of found) {
      for (const { name, type } of this.catalogue.find(node.component)?.inputs ?? []) {
        const from = type === 'model' ? this.source(node.id, name) : undefined
        const giver = from && this.nodes.get(from.node)
        if (giver && !found.includes(giver)) found.push(giver)
      }
    }
    return found.slice(1)
  }
}

function testRowsUsed(wires: Wires, judged: Judged): Problem[] | undefined {
  const { train, score, evaluate, learned, scored } = judged
  const whole = new Set(wires.origins(learned, ({ component }) => keepsRows(component)).map(keyOf))
  const origins = wires.origins(scored)
  const trained = wires.origins(learned)
  if (!origins.some((end) => whole.has(keyOf(end))) && !trained.some((end) => same(end, scored))) return undefined
  const fix = trainOnOtherPart(wires, judged, origins) ?? judgeByOtherPart(wires, judged, trained) ?? splitFirst(wires, judged, trained)
  const message = `“${titleOf(evaluate)}” judges the model by rows that it learns from here, so it will look better than it is on new ones`
  return [{ severity: 'warning', node: train.id, port: 'table', code: `test-rows:${score.id}`, message, ...(fix && { fix }) }]
}

/** Where the split is there and the training is fed from before it. */
function trainOnOtherPart(wires: Wires, { train, learned }: Judged, origins: End[]): Fix | undefined {
  const part = origins.find(({ node }) => splitting.test(wires.nodes.get(node)?.component ?? ''))
  const split = part && wires.nodes.get(part.node)!
  const before = split && wires.source(split.id, 'table')
  if (!before || !same(before, learned)) return undefined
  const other = wires.catalogue.find(split.component)?.outputs.find(({ name, type }) => type === 'table' && name !== part.port)
  return other && { label: `Train on the ${other.label.toLowerCase()} of “${titleOf(split)}”`, params: {}, rewire: { add: [], wires: [{ from: { node: split.id, port: other.name }, to: { node: train.id, port: 'table' } }] } }
}

/** Where the split is there and the scoring is fed from before it. */
function judgeByOtherPart(wires: Wires, { score, scored }: Judged, trained: End[]): Fix | undefined {
  const part = trained.find(({ node }) => splitting.test(wires.nodes.get(node)?.component ?? ''))
  const split = part && wires.nodes.get(part.node)!
  const before = split && wires.source(split.id, 'table')
  if (!before || !same(before, scored)) return undefined
  const other = wires.catalogue.find(split.component)?.outputs.find(({ name, type }) => type === 'table' && name !== part.port)
  return other && { label: `Score the ${other.label.toLowerCase()} of “${titleOf(split)}”`, params: {}, rewire: { add: [], wires: [{ from: { node: split.id, port: other.name }, to: { node: score.id, port: 'table' } }] } }
}

/** Where the table that is scored is also what is learned from, maybe through some steps: the first of these gets its part. */
function splitFirst(wires: Wires, { train, score, scored }: Judged, trained: End[]): Fix | undefined {
  const path = [train, ...trained.map(({ node }) => wires.nodes.get(node)!)]
  const first = path.find((node) => wires.targets(scored).some((to) => to.node === node.id && to.port === 'table'))
  if (!first || trained.some(({ node }) => splitting.test(wires.nodes.get(node)?.component ?? ''))) return undefined
  const component = wires.catalogue.find(train.component)
  const learning = component && learningOf(component, train.params)
  const params = learning?.task === 'classification' && learning.target !== '' ? { method: 'stratified', stratify: learning.target } : {}
  return {
    label: 'Split the rows for training and test',
    params: {},
    rewire: {
      add: [{ as: 'split', component: 'transform.split-data@1', params, near: first.id, side: 'above' }],
      wires: [
        { from: scored, to: { node: 'split', port: 'table' } },
        { from: { node: 'split', port: 'first' }, to: { node: first.id, port: 'table' } },
        { from: { node: 'split', port: 'second' }, to: { node: score.id, port: 'table' } },
      ],
    },
  }
}

/** A constant in the gaps is nothing that was learned. */
function fillsByLearning(params: Record<string, unknown>, columns: TableSchema): boolean {
  const parsed = CleanMissingParams.safeParse(params)
  if (!parsed.success || parsed.data.method !== 'fill') return false
  return !columns || fillPlans(parsed.data, columns).some(({ fill }) => fill === 'mean' || fill === 'median' || fill === 'most-frequent')
}

/** Steps before the split that learn from all rows, also those held out. */
function fittedBefore(wires: Wires, { learned, scored }: Judged, columns: (node: string) => TableSchema): Problem[] {
  const trained = wires.origins(learned)
  const tested = wires.origins(scored).find(({ node }) => splitting.test(wires.nodes.get(node)?.component ?? ''))
  const split = tested && wires.nodes.get(tested.node)!
  const side = split && trained.find(({ node, port }) => node === split.id && port !== tested.port)
  const before = split && wires.source(split.id, 'table')
  if (!side || !before) return []
  return wires.origins(before).flatMap((end): Problem[] => {
    const node = wires.nodes.get(end.node)!
    if (!fitting[idOf(node)]?.(node.params, columns(node.id))) return []
    const fix = same(end, before) ? splitThenFit(wires, node, end, split, side, tested) : undefined
    const message = `“${titleOf(node)}” learns from all rows, also from those that “${titleOf(split)}” holds out to test. Split first, and apply to the test rows what was learned on the others`
    return [{ severity: 'warning', node: node.id, code: `fitted-before:${split.id}`, message, ...(fix && { fix }) }]
  })
}

/** The split moves before the step; the test rows get what the step learned on the others. */
function splitThenFit(wires: Wires, node: GraphNode, end: End, split: GraphNode, side: End, tested: End): Fix | undefined {
  const source = wires.source(node.id, 'table')
  const gives = wires.catalogue.find(node.component)?.outputs.some(({ type }) => type === 'transformation')
  if (!source || !gives || wires.targets(end).length !== 1) return undefined
  return {
    label: `Split before “${titleOf(node)}”`,
    params: {},
    rewire: {
      add: [{ as: 'apply', component: 'transform.apply-transformation@1', params: {}, near: split.id, side: 'right' }],
      swap: [node.id, split.id],
      wires: [
        { from: source, to: { node: split.id, port: 'table' } },
        { from: side, to: { node: node.id, port: 'table' } },
        ...wires.targets(side).map((to) => ({ from: end, to })),
        { from: tested, to: { node: 'apply', port: 'table' } },
        { from: { node: node.id, port: 'transformation' }, to: { node: 'apply', port: 'transformation' } },
        ...wires.targets(tested).map((to) => ({ from: { node: 'apply', port: 'table' }, to })),
      ],
    },
  }
}
