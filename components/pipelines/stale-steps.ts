import { findComponent } from '@/lib/catalog'
import { parseParams } from '@/lib/catalog/params'
import { activeGraph } from '@/lib/graph/active'
import { resolveGraph, type ParameterValues } from '@/lib/graph/parameters'
import type { Graph, GraphNode } from '@/lib/graph/schema'

/**
 * Steps whose result in a run no longer is what the draft would give: another component or params, other wires at its
 * inputs, or something upstream of it changed. Steps that the run did not have count too, and so do those that a run would
 * leave out now. Names, notes and places do not.
 * @param given the values that the run had for the pipeline's parameters: a run with other values than the defaults is no edit
 */
export function staleSteps(whole: Graph, ran: Graph, given: ParameterValues = {}): Set<string> {
  const draft = resolveGraph(activeGraph(whole), given, { drop: true })
  const stale = staleIn(draft, ran)
  if (draft.nodes.length < whole.nodes.length) {
    const runs = new Set(draft.nodes.map((node) => node.id))
    for (const node of whole.nodes) if (!runs.has(node.id)) stale.add(node.id)
  }
  return stale
}

function staleIn(draft: Graph, ran: Graph): Set<string> {
  const before = new Map(ran.nodes.map((node) => [node.id, node]))
  const feedsNow = feeds(draft)
  const feedsThen = feeds(ran)
  const stale = new Set<string>()
  const open: string[] = []
  for (const node of draft.nodes) {
    if (same(node, before.get(node.id)) && feedsNow.get(node.id) === feedsThen.get(node.id)) continue
    stale.add(node.id)
    open.push(node.id)
  }
  const next = new Map<string, string[]>()
  for (const { from, to } of draft.edges) next.set(from.node, [...(next.get(from.node) ?? []), to.node])
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (stale.has(target)) continue
      stale.add(target)
      open.push(target)
    }
  }
  return stale
}

function same(a: GraphNode, b: GraphNode | undefined): boolean {
  if (b === undefined || a.component !== b.component) return false
  // Its defaults are not known yet; nobody has edited anything here either.
  if (findComponent(a.component)?.pending) return true
  return textOf(a) === textOf({ ...b, params: thawed(a.params, b.params) })
}

/** A run writes down which version "latest" was, and its digest; that is no change of the step. */
function thawed(draft: Record<string, unknown>, ran: Record<string, unknown>): Record<string, unknown> {
  const now = draft.asset as { name?: unknown; version?: unknown } | undefined
  const then = ran.asset as { name?: unknown; version?: unknown } | undefined
  if (!now || !then || now.name !== then.name) return ran
  const follows = now.version === undefined || now.version === 'latest' || now.version === then.version
  return follows ? { ...ran, asset: now } : ran
}

const texts = new WeakMap<object, string>()

/** Params with their defaults, as text: a run writes defaults down, a draft does not. */
function textOf({ component, params }: GraphNode): string {
  const known = texts.get(params)
  if (known !== undefined) return known
  const found = findComponent(component)
  const parsed = found && parseParams(found, params)
  const text = canonical(parsed?.ok ? parsed.params : params)
  texts.set(params, text)
  return text
}

/** JSON with keys in order: PostgreSQL's jsonb gives them back in another one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function feeds(graph: Graph): Map<string, string> {
  const found = new Map<string, string[]>()
  for (const { from, to } of graph.edges) found.set(to.node, [...(found.get(to.node) ?? []), `${to.port}<${from.node}.${from.port}`])
  return new Map([...found].map(([id, list]) => [id, list.sort().join()]))
}
