import { findComponent } from '@/lib/catalog'
import type { Analysis } from '@/lib/graph/analyze'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'

export interface Found {
  id: string
  title: string
  /** Where it was found, if not in the name: `column bill_length_mm`, `Threshold: 4200`. */
  where: string | undefined
}

interface Place {
  text: string
  where: string | undefined
}

/**
 * Steps that have every word of the query in their name, component, note, columns or parameter values, in the order of
 * the data. The words of one query may be found in different places of a step.
 */
export function findSteps(graph: Graph, { order, schemas }: Pick<Analysis, 'order' | 'schemas'>, query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const rank = new Map(order.map((id, index) => [id, index]))
  const found = graph.nodes.flatMap((node) => match(node, schemas[node.id] ?? {}, words) ?? [])
  // A step that the analysis does not know yet comes last.
  return found.sort((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || 0)
}

function match(node: GraphNode, schemas: NonNullable<Analysis['schemas'][string]>, words: readonly string[]): Found | undefined {
  const places = placesOf(node, schemas)
  const hits = words.map((word) => places.find((place) => place.text.includes(word)))
  if (hits.some((hit) => !hit)) return undefined
  return { id: node.id, title: titleOf(node), where: hits.find((hit) => hit?.where)?.where }
}

/** Most telling first: the first place that has a word is the one that is named. */
function placesOf(node: GraphNode, schemas: NonNullable<Analysis['schemas'][string]>): Place[] {
  const component = findComponent(node.component)
  const columns = new Set(Object.values(schemas).flatMap((schema) => schema?.map((column) => column.name) ?? []))
  const label = (key: string) => component?.fields.find((field) => field.name === key)?.label ?? key
  const all: { text: string; where: string | undefined }[] = [
    { text: titleOf(node), where: undefined },
    { text: component?.name ?? node.component, where: component?.name ?? node.component },
    ...Object.entries(node.params).flatMap(([key, value]) => valuesIn(value).map((text) => ({ text, where: `${label(key)}: ${shorten(text)}` }))),
    ...[...columns].map((name) => ({ text: name, where: `column ${name}` })),
    { text: node.note, where: `note: ${shorten(node.note)}` },
    { text: node.component, where: node.component },
  ]
  return all.map(({ text, where }) => ({ text: text.toLowerCase(), where }))
}

/** Every text, number and yes or no in a param, however deep. */
function valuesIn(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'object') return Object.values(value).flatMap(valuesIn)
  return [String(value)]
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`
}
