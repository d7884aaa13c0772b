import { closestName } from '@/lib/catalog/columns'
import type { Parameters, PipelineParameter, Tie } from './parameter-schema'

export type { Parameters, PipelineParameter, Tie }

/*
 * A pipeline's own parameters: declared once, tied to params of any steps, and given a value with each run. A step's param
 * that is tied holds `{ "$parameter": name }` in place of a value, at any depth, also inside lists.
 */

export type ParameterType = PipelineParameter['type']
export type ParameterValue = number | string | boolean
/** By name. */
export type ParameterValues = Record<string, ParameterValue>

export function isTie(value: unknown): value is Tie {
  if (typeof value !== 'object' || value === null || !('$parameter' in value) || typeof value.$parameter !== 'string') return false
  const { as } = value as { as?: unknown }
  return (as === undefined || as === 'text' || as === 'data-asset') && Object.keys(value).every((key) => key === '$parameter' || key === 'as')
}

/** The parameters' defaults, with the values given for this run in their place. */
export function valuesOf({ parameters }: Parameters, given: ParameterValues = {}): ParameterValues {
  const own = (parameters ?? []).map((parameter) => [parameter.name, Object.hasOwn(given, parameter.name) ? given[parameter.name]! : parameter.default])
  return Object.fromEntries(own) as ParameterValues
}

/**
 * Params with every tie replaced by its value: the same object where there is none. A tie to an unknown parameter stays,
 * or with `drop` is taken out, so that the param has its default.
 */
export function resolveParams(params: Record<string, unknown>, values: ParameterValues, { drop = false } = {}): Record<string, unknown> {
  return tiesOf(params).length === 0 ? params : (resolved(params, values, drop) as Record<string, unknown>)
}

function resolved(value: unknown, values: ParameterValues, drop: boolean): unknown {
  if (isTie(value)) return valueOf(value, values) ?? (drop ? undefined : value)
  if (Array.isArray(value)) return value.map((item) => resolved(item, values, drop))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, resolved(item, values, drop)] as const)
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

/** What a tied param is worth; undefined where there is no such parameter. */
export function valueOf({ $parameter, as }: Tie, values: ParameterValues): unknown {
  if (!Object.hasOwn(values, $parameter)) return undefined
  const value = values[$parameter]!
  if (as === 'text') return String(value)
  return as === 'data-asset' ? { name: String(value), version: 'latest' } : value
}

export interface FoundTie {
  tie: Tie
  /** From the params down: `['conditions', 0, 'value']`. */
  path: (string | number)[]
}

const known = new WeakMap<object, FoundTie[]>()

/** Every tie of a step's params. Remembered: a step's params are never changed in place, and may hold a large table. */
export function tiesOf(params: Record<string, unknown>): FoundTie[] {
  const found = known.get(params) ?? tiesIn(params)
  known.set(params, found)
  return found
}

function tiesIn(value: unknown, path: (string | number)[] = []): FoundTie[] {
  if (typeof value !== 'object' || value === null) return []
  if (isTie(value)) return [{ tie: value, path }]
  return Object.entries(value).flatMap(([key, item]) => tiesIn(item, [...path, Array.isArray(value) ? Number(key) : key]))
}

/** The params with every tie for which `change` has another one, or a value, in its place. */
export function mapTies(value: unknown, change: (tie: Tie) => unknown): unknown {
  if (isTie(value)) return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTies(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTies(item, change)]))
}

/** A graph whose steps have values in place of ties: the same steps where nothing is tied. */
export function resolveGraph<G extends Parameters & { nodes: { params: Record<string, unknown> }[] }>(graph: G, given: ParameterValues = {}, options: { drop?: boolean } = {}): G {
  const values = valuesOf(graph, given)
  let changed = false
  const nodes = graph.nodes.map((node) => {
    const params = resolveParams(node.params, values, options)
    if (params === node.params) return node
    changed = true
    return { ...node, params }
  })
  return changed ? { ...graph, nodes } : graph
}

/** Reads a value for a parameter; text is read as the parameter's type says, as a command line gives it. Says what is wrong in words. */
export function readValue(parameter: PipelineParameter, value: unknown): { ok: true; value: ParameterValue } | { ok: false; message: string } {
  const refuse = (what: string) => ({ ok: false as const, message: `“${parameter.name}” must be ${what}` })
  switch (parameter.type) {
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number)) return refuse(parameter.type === 'integer' ? 'a whole number' : 'a number')
      return parameter.type === 'integer' && !Number.isSafeInteger(number) ? refuse('a whole number') : { ok: true, value: number }
    }
    case 'boolean':
      if (typeof value === 'boolean') return { ok: true, value }
      return value === 'true' || value === 'false' ? { ok: true, value: value === 'true' } : refuse('true or false')
    case 'choice':
      return typeof value === 'string' && parameter.choices.includes(value) ? { ok: true, value } : refuse(`one of ${parameter.choices.map((choice) => `“${choice}”`).join(', ')}`)
    default:
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return refuse('text')
      return String(value).length > 10_000 ? refuse('at most 10,000 characters long') : { ok: true, value: String(value) }
  }
}

/** Reads the values given for a run; what is wrong comes back by name. */
export function readValues({ parameters = [] }: Parameters, given: Record<string, unknown>): { values: ParameterValues; faults: Record<string, string> } {
  const values: ParameterValues = {}
  const faults: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters.find((other) => other.name === name)
    const read = parameter ? readValue(parameter, value) : { ok: false as const, message: unknown(name, parameters) }
    if (read.ok) values[name] = read.value
    else faults[name] = read.message
  }
  return { values, faults }
}

function unknown(name: string, parameters: readonly PipelineParameter[]): string {
  const names = parameters.map((parameter) => parameter.name)
  if (names.length === 0) return `This pipeline has no parameter “${name}”; it has none`
  const close = closestName(name, names)
  return `This pipeline has no parameter “${name}”; ${close === undefined ? `it has ${names.map((other) => `“${other}”`).join(', ')}` : `did you mean “${close}”?`}`
}
