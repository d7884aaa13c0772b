import { assetVersions, type AssetRow } from '@/db/queries/submit'
import type { Iteration } from '@/db/schema'
import type { Catalogue } from '@/lib/catalog/catalogue'
import { parseParams } from '@/lib/catalog/params'
import type { Component, Problem } from '@/lib/catalog/types'
import type { Context } from '@/lib/context'
import { chooseEnvironments, type Chosen } from '@/lib/environments/choose'
import { AppError } from '@/lib/errors'
import { activeGraph, activityOf } from '@/lib/graph/active'
import { analyze } from '@/lib/graph/analyze'
import { needed, subgraph } from '@/lib/graph/needed'
import { topologicalOrder } from '@/lib/graph/order'
import type { StepCompute } from '@/lib/graph/compute-schema'
import { resolveGraph, type ParameterValues } from '@/lib/graph/parameters'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import type { EachItem } from '@/lib/queue/each-state'
import type { StepGroup } from '@/lib/workspace-components/expand'
import { targetProblems } from './compute'
import { drawnNode, loadInsides, type Draft } from './inside'
import { unrollEach } from './unroll-each'

/** What a step of an unrolled For each knows of it. */
export interface FrozenEach {
  of: string
  items?: EachItem[]
  /** Steps of one pass with marks for its number and value. */
  template?: { steps: FrozenStep[]; groups: StepGroup[]; end: { node: string; port: string } }
}

export interface FrozenStep {
  node: string
  name: string
  component: Component
  ref: string
  /** With every default filled in, and a data asset pinned to one version and its digest. */
  params: Record<string, unknown>
  sources: Record<string, { node: string; port: string }>
  iteration?: Iteration
  each?: FrozenEach
  /** Of a Python step: what it runs in. */
  environment?: Chosen
  /** Its own wishes. */
  compute?: StepCompute
}

export interface FreezeOptions {
  /** Versions of components that are not stored. */
  drafts?: readonly Draft[]
  /** Data assets of steps inside sub-pipelines, as an earlier run has pinned them. */
  pins?: ReadonlyMap<string, unknown>
  /** Steps whose outputs are there already: what they lack to run themselves is no problem. */
  given?: ReadonlySet<string>
}

export interface Frozen {
  /** The steps as drawn, their params frozen. */
  graph: Graph
  /** Which steps run for a card of the graph that is a sub-pipeline. */
  groups: StepGroup[]
  /** Sources before what they feed. */
  steps: FrozenStep[]
}

/**
 * Checks a graph as it would be run, with these values for its parameters, cuts it down to `until` and pins everything that
 * could change later.
 * @throws AppError `invalid` with `details.problems`, in the words of the designer.
 */
export async function freeze(ctx: Context, whole: Graph, until: string[] | undefined, given: ParameterValues = {}, options: FreezeOptions = {}): Promise<Frozen> {
  const { catalogue, flatten, program } = await loadInsides(ctx, whole, { until, ...options })
  const active = activeGraph(resolveGraph(whole, given), catalogue)
  const graph = until ? upTo(whole, active, until.map(drawnNode), catalogue) : active
  if (graph.nodes.length === 0) throw new AppError('invalid', whole.nodes.length === 0 ? 'There is no step to run. Add one to the pipeline first.' : 'There is no step to run: each is disabled or needs one that is. Enable a step first.')
  const inner = flatten(graph)
  const unrolled = unrollEach({ ...inner, graph: resolveGraph({ ...inner.graph, parameters: graph.parameters }, given) }, catalogue)
  const { graph: flat, groups } = unrolled
  const templates = [...unrolled.plans.values()].flatMap((plan) => plan.template?.graph.nodes ?? [])
  const all = { ...flat, nodes: [...flat.nodes, ...templates] }
  const assets = await loadAssets(ctx, all)
  const environments = await loadEnvironments(ctx, all, catalogue)
  const analysis = analyze(graph, { catalogue, asset: (name, version) => assets.find(name, version)?.columns ?? undefined })
  const unreadable = new Set(assets.problems.map((problem) => problem.node))
  const errors = analysis.problems.filter((problem) => problem.severity === 'error' && !options.given?.has(problem.node) && !(problem.param === 'asset' && unreadable.has(problem.node)))
  const problems = [...assets.problems, ...environments.problems, ...(await targetProblems(ctx, [...graph.nodes, ...all.nodes])), ...errors]
  if (problems.length > 0) throw refusal([...graph.nodes, ...flat.nodes], problems, catalogue)
  const pinned = new Map<string, Record<string, unknown>>()
  const freezeSteps = (part: Graph): FrozenStep[] => {
    const byId = new Map(part.nodes.map((node) => [node.id, node]))
    const made = topologicalOrder(part).order.map((id): FrozenStep => {
      const node = byId.get(id)!
      const component = catalogue.find(node.component)!
      const parsed = parseParams(component, node.params)
      const params = assets.pin(parsed.ok ? parsed.params : node.params)
      pinned.set(id, params)
      const iteration = unrolled.iterations.get(id)
      const environment = environments.of(node, component)
      return { node: id, name: titleOf(node, catalogue), component, ref: node.component, params: { ...program(node.component, params), ...unrolled.parts.get(id) }, sources: {}, ...(iteration && { iteration }), ...(environment && { environment }), ...(node.compute && { compute: node.compute }) }
    })
    const stepOf = new Map(made.map((step) => [step.node, step]))
    for (const edge of part.edges) stepOf.get(edge.to.node)!.sources[edge.to.port] = edge.from
    return made
  }
  const steps = freezeSteps(flat)
  for (const step of steps) {
    const plan = unrolled.plans.get(step.node)
    if (plan) step.each = { of: plan.of, items: plan.items, template: plan.template && { steps: freezeSteps(plan.template.graph), groups: plan.template.groups, end: plan.template.end } }
  }
  const nodes = graph.nodes.map((node) => ({ ...node, params: pinned.get(node.id) ?? node.params }))
  return { graph: { nodes, edges: graph.edges, ...(graph.parameters && { parameters: graph.parameters }) }, groups, steps }
}

function upTo(whole: Graph, active: Graph, until: string[], catalogue: Catalogue): Graph {
  const known = new Map(whole.nodes.map((node) => [node.id, node]))
  const unknown = until.filter((id) => !known.has(id))
  if (unknown.length > 0) throw new AppError('invalid', `The pipeline has no step “${unknown[0]}”.`, { unknown })
  const { inactive } = activityOf(whole, catalogue)
  const off = until.find((id) => inactive.has(id))
  if (off !== undefined) throw new AppError('invalid', offReason(known.get(off)!, known.get(inactive.get(off)!.because)!, catalogue))
  return subgraph(active, needed(active, until))
}

function offReason(step: GraphNode, because: GraphNode, catalogue: Catalogue): string {
  if (step === because) return `“${titleOf(step, catalogue)}” is disabled, so no run can go up to it. Enable it first.`
  return `“${titleOf(step, catalogue)}” needs “${titleOf(because, catalogue)}”, which is disabled. Enable that step first.`
}

function refusal(nodes: GraphNode[], problems: Problem[], catalogue: Catalogue): AppError {
  const first = problems[0]!
  const node = nodes.find((other) => other.id === first.node)
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  // A problem inside a sub-pipeline is shown at the step on the canvas.
  const shown = problems.map((problem) => ({ ...problem, node: drawnNode(problem.node) }))
  return new AppError('invalid', `The pipeline cannot run yet. “${node ? titleOf(node, catalogue) : first.node}”: ${first.message}${more}`, { problems: shown })
}

/** The environment that each Python step asks for: by its wishes, by its parameter, or as its component says. */
async function loadEnvironments(ctx: Context, graph: Graph, catalogue: Catalogue) {
  const wanted = graph.nodes.flatMap((node) => {
    const ref = environmentOf(node, catalogue.find(node.component))
    return ref === undefined ? [] : [{ node: node.id, ref }]
  })
  const choose = await chooseEnvironments(ctx, [...new Set(wanted.map(({ ref }) => ref))])
  const problems = wanted.flatMap(({ node, ref }): Problem[] => {
    const chosen = choose(ref)
    return 'problem' in chosen ? [{ severity: 'error', node, param: 'environment', message: chosen.problem }] : []
  })
  const of = (node: GraphNode, component: Component): Chosen | undefined => {
    const ref = environmentOf(node, component)
    const chosen = ref === undefined ? undefined : choose(ref)
    return chosen && !('problem' in chosen) ? { name: chosen.name, version: chosen.version, lockHash: chosen.lockHash } : undefined
  }
  return { problems, of }
}

function environmentOf(node: GraphNode, component: Component | undefined): string | undefined {
  if (component?.runner.kind !== 'python') return undefined
  const field = component.fields.find(({ kind }) => kind === 'environment')
  return [node.compute?.environment, field && node.params[field.name]].find((ref): ref is string => typeof ref === 'string' && ref !== '') ?? component.runner.environment
}

interface AssetChoice {
  name: string
  version: number | 'latest'
}

function choiceOf(params: Record<string, unknown>): AssetChoice | undefined {
  const asset = params.asset
  if (asset === null || typeof asset !== 'object' || !('name' in asset) || typeof asset.name !== 'string') return undefined
  const version = 'version' in asset ? asset.version : 'latest'
  return { name: asset.name, version: typeof version === 'number' ? version : 'latest' }
}

async function loadAssets(ctx: Context, graph: Graph) {
  const wanted = graph.nodes.flatMap((node) => {
    const choice = choiceOf(node.params)
    return choice ? [{ node: node.id, choice }] : []
  })
  const rows = await assetVersions(ctx.db, ctx.workspace.id, [...new Set(wanted.map(({ choice }) => choice.name))])
  const find = (name: string, version: number | 'latest') =>
    rows.find((row) => row.name === name && row.state === 'ready' && row.version === (version === 'latest' ? row.newest : version))
  const problems = wanted.flatMap(({ node, choice }): Problem[] =>
    choice.name === '' || find(choice.name, choice.version) ? [] : [{ severity: 'error', node, param: 'asset', message: missing(rows, choice) }],
  )
  const pin = (params: Record<string, unknown>) => {
    const choice = choiceOf(params)
    const row = choice && find(choice.name, choice.version)
    return row ? { ...params, asset: { name: row.name, version: row.version, digest: row.digest } } : params
  }
  return { find, problems, pin }
}

function missing(rows: AssetRow[], { name, version }: AssetChoice): string {
  const versions = rows.filter((row) => row.name === name)
  if (versions.length === 0) return `There is no data asset “${name}” in this workspace`
  const row = versions.find((other) => other.version === version) ?? versions[0]!
  if (version !== 'latest' && row.version !== version) return `The data asset “${name}” has no version ${version}`
  if (row.state === 'reading') return `The data asset “${name}” is still being read; run again in a moment`
  return `The data asset “${name}” could not be read: ${row.message}`
}
