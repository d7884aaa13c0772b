import * as Y from 'yjs'
import type { Parameters, PipelineParameter } from '@/lib/graph/parameters'
import { parameterOf } from './read-stored'

/*
 * The draft's parameters as a part of its Yjs document:
 *   map `parameters`: name → { type, default, help, choices for a choice, order }
 * The name is the key, so that two people who add one of the same name end with one.
 */

export function parametersOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>('parameters')
}

/** The document's parameters by `order`, then by name; empty where there are none, so that it spreads into a graph. */
export function readParameters(doc: Y.Doc): Parameters {
  const found = [...parametersOf(doc).entries()].flatMap(([name, stored]) => {
    const parameter = typeof stored === 'object' && stored !== null ? parameterOf({ ...stored, name }) : undefined
    return parameter ? [{ order: orderOf(stored), parameter }] : []
  })
  found.sort((a, b) => a.order - b.order || (a.parameter.name < b.parameter.name ? -1 : 1))
  return found.length === 0 ? {} : { parameters: found.map(({ parameter }) => parameter) }
}

/** Makes the document's parameters exactly these, touching only what differs. Call it within one transaction. */
export function rewriteParameters(doc: Y.Doc, { parameters = [] }: Parameters): void {
  const map = parametersOf(doc)
  const kept = new Set(parameters.map((parameter) => parameter.name))
  for (const name of [...map.keys()]) if (!kept.has(name)) map.delete(name)
  parameters.forEach((parameter, order) => putParameter(doc, parameter, order))
}

/** Declares a parameter or changes it; without an `order` it keeps its place, a new one comes last. */
export function putParameter(doc: Y.Doc, { name, ...rest }: PipelineParameter, order?: number): void {
  const map = parametersOf(doc)
  const known = map.get(name)
  const last = () => Math.max(-1, ...[...map.values()].map(orderOf)) + 1
  const stored = { ...rest, order: order ?? (known === undefined ? last() : orderOf(known)) }
  if (JSON.stringify(known) !== JSON.stringify(stored)) map.set(name, stored)
}

export function orderOf(stored: unknown): number {
  const order = typeof stored === 'object' && stored !== null ? (stored as { order?: unknown }).order : undefined
  return typeof order === 'number' ? order : 0
}
