import { z } from 'zod'
import type { Catalogue } from '@/lib/catalog/catalogue'
import { parseParams } from '@/lib/catalog/params'
import { AppError } from '@/lib/errors'
import type { GraphNode } from '@/lib/graph/schema'
import { fits, titleOf } from '@/lib/graph/wiring'
import { buildComponent, insideOf } from './build'
import type { Declaration, PythonComponent, SubPipeline } from './schema'

/**
 * Refuses a declaration that could not work, in words that say what to change.
 * @throws AppError `invalid`
 */
export function checkDeclaration(id: string, declaration: Declaration, source: string, catalogue: Catalogue): void {
  const problem = declaration.kind === 'python' ? pythonProblem(declaration, source) : insideProblem(id, declaration, catalogue)
  if (problem) throw new AppError('invalid', problem)
}

function duplicate(names: string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index)
}

function pythonProblem(declaration: PythonComponent, source: string): string | undefined {
  const { inputs, outputs, params } = declaration
  const twice = duplicate([...inputs, ...params].map((each) => each.name)) ?? duplicate(outputs.map((each) => each.name))
  if (twice) return `Two ports or parameters are called “${twice}”; each is an argument of run and needs a name of its own.`
  for (const param of params) {
    const tables = inputs.filter((input) => input.type === 'table')
    if (param.type === 'choice' && param.choices.length === 0) return `The parameter “${param.name}” is a choice, but has nothing to choose from.`
    if ((param.type === 'column' || param.type === 'columns') && !tables.some((input) => input.name === (param.from || tables[0]?.name))) return `The parameter “${param.name}” takes columns of “${param.from || 'a table'}”, but there is no such input.`
  }
  const like = outputs.find((output) => output.like && !inputs.some((input) => input.name === output.like && input.type === 'table'))
  if (like) return `The output “${like.name}” is said to have the columns of “${like.like}”, but there is no such table among the inputs.`
  const built = buildComponent('custom.check', 1, declaration)
  for (const param of params) {
    if (param.default === undefined) continue
    const only = z.object({ [param.name]: built.params.shape[param.name] as z.ZodType })
    const parsed = parseParams({ ...built, params: only }, { [param.name]: param.default })
    if (!parsed.ok) return `The default of “${param.name}” does not suit: ${parsed.problems[0]!.message}.`
  }
  if (source.trim() === '') return 'The Python is missing. Write “def run(…):” with the inputs and parameters as arguments.'
  if (!/^def\s+run\s*\(/m.test(source)) return 'The Python has no function run. Write “def run(…):” with the inputs and parameters as arguments.'
  return undefined
}

function insideProblem(id: string, inside: SubPipeline, catalogue: Catalogue): string | undefined {
  const { graph, inputs, outputs, params } = inside
  if (graph.nodes.length === 0) return 'There is no step inside. Select the steps that the component shall consist of.'
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const twice = duplicate(inputs.map((each) => each.name)) ?? duplicate(outputs.map((each) => each.name)) ?? duplicate(params.map((each) => each.name))
  if (twice) return `Two ports or two parameters are called “${twice}”; each needs a name of its own.`
  for (const node of graph.nodes) {
    const problem = nodeProblem(id, node, catalogue)
    if (problem) return problem
  }
  return inputs.map((input) => inputProblem(input, inside, nodes, catalogue)).find(Boolean) ?? outputs.map((output) => outputProblem(output, nodes, catalogue)).find(Boolean) ?? params.map((param) => paramProblem(param, nodes, catalogue)).find(Boolean)
}

function nodeProblem(id: string, node: GraphNode, catalogue: Catalogue): string | undefined {
  const component = catalogue.find(node.component)
  if (!component) return `The step “${node.name || node.id}” is of the component “${node.component}”, which is not there.`
  const trail = pathTo(id, node.component, catalogue)
  if (trail) return `A component cannot be inside itself: “${titleOf(node, catalogue)}” is or holds ${id}. Take that step out.`
  return undefined
}

/** Whether a component is, or has somewhere inside, the component with this id, of whatever version. */
function pathTo(id: string, ref: string, catalogue: Catalogue): boolean {
  if (ref.split('@')[0] === id) return true
  return insideOf(catalogue.find(ref))?.graph.nodes.some((node) => pathTo(id, node.component, catalogue)) ?? false
}

type Nodes = ReadonlyMap<string, GraphNode>

function inputProblem(input: SubPipeline['inputs'][number], inside: SubPipeline, nodes: Nodes, catalogue: Catalogue): string | undefined {
  for (const { node, port } of input.to) {
    const step = nodes.get(node)
    if (!step) return `The input “${input.name}” leads to the step “${node}”, which is not inside.`
    if (!catalogue.find(step.component)?.inputs.some((other) => other.name === port)) return `The input “${input.name}” leads to “${titleOf(step, catalogue)}”, which has no input “${port}”.`
    if (inside.graph.edges.some((edge) => edge.to.node === node && edge.to.port === port)) return `The input “${input.name}” leads to “${titleOf(step, catalogue)}”, whose input “${port}” has a wire inside already.`
  }
  const others = inside.inputs.filter((other) => other !== input)
  if (others.some((other) => other.to.some((end) => input.to.some((to) => to.node === end.node && to.port === end.port)))) return `The input “${input.name}” leads where another input leads already.`
  const types = input.to.map(({ node, port }) => catalogue.find(nodes.get(node)!.component)!.inputs.find((other) => other.name === port)!.type)
  const given = types.find((type) => type !== 'any') ?? 'any'
  if (types.some((type) => !fits(given, type))) return `The input “${input.name}” leads to ports that do not take the same thing.`
  return undefined
}

function outputProblem(output: SubPipeline['outputs'][number], nodes: Nodes, catalogue: Catalogue): string | undefined {
  const step = nodes.get(output.from.node)
  if (!step) return `The output “${output.name}” comes from the step “${output.from.node}”, which is not inside.`
  const known = catalogue.find(step.component)?.outputs.some((other) => other.name === output.from.port)
  return known ? undefined : `The output “${output.name}” comes from “${titleOf(step, catalogue)}”, which has no output “${output.from.port}”.`
}

function paramProblem(param: SubPipeline['params'][number], nodes: Nodes, catalogue: Catalogue): string | undefined {
  const step = nodes.get(param.node)
  if (!step) return `The parameter “${param.name}” is one of the step “${param.node}”, which is not inside.`
  const known = catalogue.find(step.component)?.fields.some((field) => field.name === param.param)
  return known ? undefined : `The parameter “${param.name}” is one of “${titleOf(step, catalogue)}”, which has no parameter “${param.param}”.`
}
