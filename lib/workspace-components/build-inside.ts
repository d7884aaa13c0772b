import * as z from 'zod/mini'
import { listNames } from '@/lib/catalog/columns'
import type { Catalogue } from '@/lib/catalog/catalogue'
import type { Component, Field, Port } from '@/lib/catalog/types'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { inferInside } from './infer-inside'
import { withoutStop } from './names'
import type { InsideParam, SubPipeline } from './schema'

/** The graph inside, with the component's parameters written into its steps. */
export function withParams(inside: Pick<SubPipeline, 'graph' | 'params'>, values: Record<string, unknown>): Graph {
  const nodes = inside.graph.nodes.map((node): GraphNode => {
    const set = inside.params.filter((param) => param.node === node.id && values[param.name] !== undefined)
    return set.length === 0 ? node : { ...node, params: { ...node.params, ...Object.fromEntries(set.map((param) => [param.param, values[param.name]])) } }
  })
  return { ...inside.graph, nodes }
}

/** What of a component its declaration says; the rest is the same for every sub-pipeline. */
export function buildInside(id: string, version: number, inside: SubPipeline, catalogue: Catalogue): Component {
  const nodes = new Map(inside.graph.nodes.map((node) => [node.id, node]))
  const at = (end: { node: string; port: string }, side: 'inputs' | 'outputs'): Port | undefined =>
    catalogue.find(nodes.get(end.node)?.component ?? '')?.[side].find((port) => port.name === end.port)
  const waiting = inside.graph.nodes.some((node) => catalogue.find(node.component)?.pending)
  const params = waiting ? [] : inside.params.flatMap((param) => promoted(param, nodes.get(param.node), catalogue))
  return {
    id,
    version,
    name: inside.name,
    category: 'Workspace',
    icon: 'boxes',
    summary: withoutStop(inside.summary) || (inside.graph.nodes.length === 1 ? 'One step under a name of its own' : `${inside.graph.nodes.length} steps as one`),
    keywords: ['sub-pipeline', 'workspace'],
    inputs: inside.inputs.map((input) => {
      const ports = input.to.map((end) => at(end, 'inputs'))
      const type = ports.find((port) => port && port.type !== 'any')?.type ?? ports[0]?.type ?? 'any'
      return { name: input.name, type, label: input.label || input.name, help: input.help || (ports[0]?.help ?? ''), optional: ports.every((port) => port?.optional) }
    }),
    outputs: inside.outputs.map((output) => {
      const port = at(output.from, 'outputs')
      return { name: output.name, type: port?.type ?? 'any', label: output.label || output.name, help: output.help || (port?.help ?? '') }
    }),
    params: z.object(Object.fromEntries(params.map(({ name, type }) => [name, type]))),
    fields: params.map(({ field }) => field),
    describe: (values) => describeInside(inside, params.map(({ field }) => field), values, catalogue),
    infer: (ctx) => inferInside(inside, catalogue, ctx),
    runner: { kind: 'inside' },
    deterministic: true,
    // Its parameters and columns are those of steps whose declarations are still to come.
    ...(waiting && { pending: true as const }),
  }
}

interface Promoted {
  name: string
  type: z.ZodMiniType
  field: Field
}

/** A parameter of a step inside as one of the component; nothing where that step has no such parameter. */
function promoted(param: InsideParam, node: GraphNode | undefined, catalogue: Catalogue): Promoted[] {
  const component = node && catalogue.find(node.component)
  const field = component?.fields.find((other) => other.name === param.param)
  const type = component?.params.shape[param.param] as z.ZodMiniType | undefined
  if (!node || !component || !field || !type) return []
  const initial = node.params[param.param]
  const own: Field = { ...movedFrom(field, node.id), name: param.name, label: param.label || field.label, help: param.help || field.help }
  const { visible } = field
  if (visible) own.visible = (values) => visible({ ...defaults(component), ...node.params, [param.param]: values[param.name] })
  return [{ name: param.name, type: initial === undefined ? type : z._default(type, initial), field: own }]
}

function defaults(component: Component): Record<string, unknown> {
  const entries = Object.entries(component.params.shape).map(([name, type]) => [name, (type as z.ZodMiniType).safeParse(undefined)] as const)
  return Object.fromEntries(entries.flatMap(([name, parsed]) => (parsed.success ? [[name, parsed.data]] : [])))
}

/** Columns are those that arrive at the step inside, which `infer` tells under `step.port`. */
function movedFrom(field: Field, node: string): Field {
  if (field.kind === 'list') return { ...field, item: field.item.map((item) => movedFrom(item, node)) }
  return 'from' in field && field.from ? { ...field, from: `${node}.${field.from}` } : { ...field }
}

/** `Threshold 0.5, Seed 42`, or the names of the steps inside where nothing short is set. */
function describeInside(inside: SubPipeline, fields: Field[], values: Record<string, unknown>, catalogue: Catalogue): string {
  const short = fields.filter((field) => !field.advanced).flatMap((field) => {
    const text = shortText(values[field.name])
    return text === undefined ? [] : [`${field.label} ${text}`]
  })
  if (short.length > 0) return short.slice(0, 3).join(', ')
  return listNames(inside.graph.nodes.map((node) => titleOf(node, catalogue))) || 'nothing inside'
}

function shortText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value !== '' && value.length <= 30 && !value.includes('\n') ? value : undefined
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) return listNames(value as string[], 2)
  if (value !== null && typeof value === 'object' && 'name' in value && typeof value.name === 'string') return value.name
  return undefined
}
