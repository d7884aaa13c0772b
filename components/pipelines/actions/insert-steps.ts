import { edgeKey, edgesOf, nextOrder, nodeMap, nodesOf } from '@/lib/drafts/document'
import { groupMap, groupsOf, membersOf, noteMap, notesOf } from '@/lib/drafts/marks'
import { putParameter } from '@/lib/drafts/parameters'
import { toText } from '@/lib/graph/clip-text'
import { fromText } from '@/lib/graph/clipboard'
import { parentsOf } from '@/lib/graph/nesting'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'
import { idsOf, newStepId } from './new-step-id'

/** Steps, notes and groups of clipboard text, added as one undo. The answer is the ids of steps and notes. @throws AppError `invalid` */
export function pasteSteps(draft: Draft, text: string, at?: { x: number; y: number }): string[] {
  return insert(draft, fromText(text, { taken: idsOf(draft.graph.get()), at }), 'paste')
}

/**
 * Copies of steps, notes and groups beside the originals and in the same groups, with the wires among them; they are fed by what
 * feeds the originals.
 */
export function duplicateSteps(draft: Draft, ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const graph = draft.graph.get()
  const text = toText(graph, ids)
  const chosen = JSON.parse(text) as Graph
  const copy = fromText(text, { taken: idsOf(graph) })
  const twin = new Map(itemsOf(chosen).map((id, index) => [id, itemsOf(copy)[index]!]))
  const parents = parentsOf(graph.groups)
  const into = new Map([...twin].flatMap(([id, copied]) => {
    const group = parents.get(id)
    return group && !twin.has(group.id) ? [[copied, group.id] as const] : []
  }))
  const feeds = graph.edges
    .filter((edge) => twin.has(edge.to.node) && !twin.has(edge.from.node))
    .map((edge) => ({ from: edge.from, to: { node: twin.get(edge.to.node)!, port: edge.to.port } }))
  return insert(draft, { ...copy, edges: [...copy.edges, ...feeds] }, 'duplicate', into)
}

const itemsOf = ({ nodes, notes = [], groups = [] }: Graph) => [...nodes, ...notes, ...groups].map(({ id }) => id)

/** `into` names the group that takes each, by its id in `part`. */
function insert(draft: Draft, part: Graph, verb: string, into: ReadonlyMap<string, string> = new Map()): string[] {
  // Random ids: two people who paste the same steps at once would else make the same ones.
  const { nodes, edges, notes = [], groups = [], parameters = [] } = part
  const taken = new Set(idsOf(draft.graph.get()))
  const ids = new Map<string, string>()
  const claim = (component: string) => (item: { id: string }) => {
    const id = newStepId(component, taken)
    taken.add(id)
    ids.set(item.id, id)
  }
  for (const node of nodes) claim(node.component)(node)
  notes.forEach(claim('canvas.note'))
  const steps = [...ids.values()]
  groups.forEach(claim('canvas.group'))
  const fresh = (id: string) => ids.get(id) ?? id
  draft.change(`${verb} ${wordsFor(nodes.length, notes.length)}`, (doc) => {
    let order = nextOrder(doc)
    for (const node of nodes) nodesOf(doc).set(fresh(node.id), nodeMap({ ...node, id: fresh(node.id) }, order++))
    for (const { from, to } of edges) {
      const edge = { from: { ...from, node: fresh(from.node) }, to: { ...to, node: fresh(to.node) } }
      edgesOf(doc).set(edgeKey(edge), edge)
    }
    const known = new Set(draft.graph.get().parameters?.map((parameter) => parameter.name))
    for (const parameter of parameters) if (!known.has(parameter.name)) putParameter(doc, parameter)
    for (const note of notes) notesOf(doc).set(fresh(note.id), noteMap(note))
    for (const group of groups) groupsOf(doc).set(fresh(group.id), groupMap({ ...group, members: group.members.map(fresh) }))
    for (const [id, group] of into) membersOf(doc, group)?.set(fresh(id), true)
  })
  return steps
}

function wordsFor(steps: number, notes: number): string {
  if (steps === 0) return notes === 1 ? 'a note' : `${notes} notes`
  return steps === 1 ? 'a step' : `${steps} steps`
}
