import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { subgraph } from './needed'
import { Graph } from './schema'

/** Marks our text on the clipboard; the number grows when its form changes. */
const Clip = Graph.extend({ atelier: z.literal('steps/1').optional() })

/** The chosen steps and the edges between them, as JSON text that `fromText` and the REST API read. */
export function toText(graph: Graph, ids: Iterable<string>): string {
  const part = subgraph(graph, new Set(ids))
  return JSON.stringify({ atelier: 'steps/1', ...part }, null, 2)
}

export interface PasteOptions {
  /** Ids that the receiving graph has already. */
  taken: Iterable<string>
  /** Where the pasted steps' top left corner goes; without it they land 40 px right of and below their origin. */
  at?: { x: number; y: number }
}

/**
 * Steps from clipboard text, ready to add: fresh ids (`filter` becomes `filter-2`), edges rewritten, moved to `at`.
 * Edges that name steps outside the text are left out.
 * @throws AppError `invalid` where the text is not steps.
 */
export function fromText(text: string, { taken, at }: PasteOptions): Graph {
  const clip = parseClip(text)
  const used = new Set(taken)
  const ids = new Map<string, string>()
  for (const node of clip.nodes) {
    const id = freshId(node.id, used)
    used.add(id)
    ids.set(node.id, id)
  }
  const left = Math.min(...clip.nodes.map((node) => node.position.x))
  const top = Math.min(...clip.nodes.map((node) => node.position.y))
  const shift = at ? { x: at.x - left, y: at.y - top } : { x: 40, y: 40 }
  return {
    nodes: clip.nodes.map((node) => ({
      ...node,
      id: ids.get(node.id)!,
      position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
    })),
    edges: clip.edges
      .filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node))
      .map(({ from, to }) => ({ from: { ...from, node: ids.get(from.node)! }, to: { ...to, node: ids.get(to.node)! } })),
  }
}

function parseClip(text: string): Graph {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'The clipboard does not hold steps. Copy steps on a canvas, or the JSON of a pipeline, first.')
  }
  // A whole exported pipeline holds its steps under `graph`.
  const inner = typeof json === 'object' && json !== null && 'graph' in json ? json.graph : json
  const parsed = Clip.safeParse(inner)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new AppError('invalid', `The clipboard's JSON is not a set of steps: ${issue.path.join('.') || 'it'}: ${issue.message}`)
  }
  if (parsed.data.nodes.length === 0) throw new AppError('invalid', 'The clipboard holds no steps.')
  return { nodes: parsed.data.nodes, edges: parsed.data.edges }
}

/** The id itself where free, else with the next number behind it. */
export function freshId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  const stem = id.replace(/-[0-9]+$/, '').slice(0, 56)
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
