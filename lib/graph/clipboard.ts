import * as z from 'zod/mini'
import { AppError } from '@/lib/errors'
import { settledGroups } from './nesting'
import { Graph } from './schema'

/** Marks our text on the clipboard; the number grows when its form changes. */
const Clip = z.extend(Graph, { atelier: z.optional(z.literal('steps/1')) })

export interface PasteOptions {
  /** Ids that the receiving graph has already, of steps, notes and groups. */
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
  const { nodes, edges, notes = [], groups = [], parameters } = parseClip(text)
  const used = new Set(taken)
  const ids = new Map<string, string>()
  for (const { id } of [...nodes, ...notes, ...groups]) {
    const fresh = freshId(id, used)
    used.add(fresh)
    ids.set(id, fresh)
  }
  const shift = shiftOf([...nodes, ...notes], at)
  const placed = <T extends { id: string; position: { x: number; y: number } }>(item: T): T => ({
    ...item,
    id: ids.get(item.id)!,
    position: { x: item.position.x + shift.x, y: item.position.y + shift.y },
  })
  const regrouped = settledGroups(groups, new Set([...nodes, ...notes].map(({ id }) => id)))
    .map((group) => ({ ...group, id: ids.get(group.id)!, members: group.members.map((id) => ids.get(id)!) }))
  return {
    nodes: nodes.map(placed),
    edges: edges
      .filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node))
      .map(({ from, to }) => ({ from: { ...from, node: ids.get(from.node)! }, to: { ...to, node: ids.get(to.node)! } })),
    ...(notes.length > 0 && { notes: notes.map(placed) }),
    ...(regrouped.length > 0 && { groups: regrouped }),
    ...(parameters && { parameters }),
  }
}

function shiftOf(items: readonly { position: { x: number; y: number } }[], at: PasteOptions['at']): { x: number; y: number } {
  if (!at) return { x: 40, y: 40 }
  return { x: at.x - Math.min(...items.map(({ position }) => position.x)), y: at.y - Math.min(...items.map(({ position }) => position.y)) }
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
  const { nodes, edges, notes, groups, parameters } = parsed.data
  if (nodes.length === 0 && !notes?.length) throw new AppError('invalid', 'The clipboard holds no steps.')
  return { nodes, edges, notes, groups, parameters }
}

/** The id itself where free, else with the next number behind it. */
export function freshId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  const stem = id.replace(/-[0-9]+$/, '').slice(0, 56)
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}
