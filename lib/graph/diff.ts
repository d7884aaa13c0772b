import * as z from 'zod/mini'
import { findComponent } from '@/lib/catalog'
import type { Field } from '@/lib/catalog/types'
import { computeChanges } from './compute'
import { edgeId } from './edge-id'
import type { Graph, GraphEdge, GraphNode } from './schema'
import { markChanges } from './diff-marks'
import { parameterChanges } from './diff-parameters'
import { isTie } from './parameters'
import { titleOf } from './wiring'

export interface Change {
  kind: 'added' | 'removed' | 'changed' | 'connected' | 'disconnected'
  /** The step, note or group that it is about; for an edge, the step that it feeds. */
  node: string
  /** One line: `Filter rows: threshold 3 → 5`. */
  text: string
}

/**
 * What makes `b` another pipeline than `a`, one readable line a change: steps in the order of `b`, then edges, then notes and groups.
 * Positions are left out, since they change nothing that runs.
 */
export function diff(a: Graph, b: Graph): Change[] {
  const before = new Map(a.nodes.map((node) => [node.id, node]))
  const after = new Map(b.nodes.map((node) => [node.id, node]))
  const changes: Change[] = []
  for (const node of b.nodes) {
    const old = before.get(node.id)
    if (!old) changes.push({ kind: 'added', node: node.id, text: `Added ${titleOf(node)}` })
    else changes.push(...nodeChanges(old, node))
  }
  for (const node of a.nodes) if (!after.has(node.id)) changes.push({ kind: 'removed', node: node.id, text: `Removed ${titleOf(node)}` })
  changes.push(...edgeChanges(a, b, before, after), ...markChanges(a, b), ...parameterChanges(a, b))
  return changes
}

function nodeChanges(a: GraphNode, b: GraphNode): Change[] {
  const title = titleOf(b)
  const change = (text: string): Change => ({ kind: 'changed', node: b.id, text: `${title}: ${text}` })
  const changes: Change[] = []
  if (a.component !== b.component) changes.push(change(`component ${a.component} → ${b.component}`))
  if (a.name !== b.name) changes.push(change(`renamed from ${titleOf(a)}`))
  const fields = findComponent(b.component)?.fields ?? []
  for (const key of new Set([...Object.keys(a.params), ...Object.keys(b.params)])) {
    const from = valueText(defaulted(a, key))
    const to = valueText(defaulted(b, key))
    if (from !== to) changes.push(change(`${labelOf(fields, key)} ${shorten(from)} → ${shorten(to)}`))
  }
  if (!a.disabled !== !b.disabled) changes.push(change(b.disabled ? 'disabled' : 'enabled'))
  changes.push(...computeChanges(a.compute, b.compute).map(change))
  if (a.note !== b.note) changes.push(change('note changed'))
  return changes
}

/** A param that is left out means its default, so writing the default down is no change. */
function defaulted(node: GraphNode, key: string): unknown {
  if (node.params[key] !== undefined) return node.params[key]
  const schema = findComponent(node.component)?.params.shape[key]
  const parsed = schema && z.safeParse(schema, undefined)
  return parsed?.success ? parsed.data : undefined
}

function labelOf(fields: Field[], key: string): string {
  const label = fields.find((field) => field.name === key)?.label
  return label === undefined ? key : label.charAt(0).toLowerCase() + label.slice(1)
}

function valueText(value: unknown): string {
  if (value === undefined || value === '' || value === null) return 'none'
  if (typeof value === 'string') return value
  if (isTie(value)) return `parameter “${value.$parameter}”`
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.length === 0 ? 'none' : value.join(', ')
  return JSON.stringify(sorted(value))
}

/** Key order says nothing, so it must not look like a change. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]))
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}

function edgeChanges(a: Graph, b: Graph, before: Map<string, GraphNode>, after: Map<string, GraphNode>): Change[] {
  const had = new Set(a.edges.map(edgeId))
  const has = new Set(b.edges.map(edgeId))
  const text = (edge: GraphEdge, nodes: Map<string, GraphNode>) => {
    const end = ({ node, port }: GraphEdge['from']) => `${nodes.has(node) ? titleOf(nodes.get(node)!) : node} (${port})`
    return `${end(edge.from)} → ${end(edge.to)}`
  }
  return [
    ...b.edges.filter((edge) => !had.has(edgeId(edge))).map((edge): Change => ({ kind: 'connected', node: edge.to.node, text: `Connected ${text(edge, after)}` })),
    // Edges of a removed step went with it; naming them again would only be noise.
    ...a.edges
      .filter((edge) => !has.has(edgeId(edge)) && after.has(edge.from.node) && after.has(edge.to.node))
      .map((edge): Change => ({ kind: 'disconnected', node: edge.to.node, text: `Disconnected ${text(edge, before)}` })),
  ]
}
