import { findComponent } from '@/lib/catalog'
import type { GraphGroup } from '@/lib/graph/marks'
import { groupsAround, insideOf, leavesOf, outerFirst, parentsOf } from '@/lib/graph/nesting'
import type { Graph } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import type { Box } from './align'
import { cardSize } from './card-geometry'

/** Canvas units between a frame and what it holds; the title stands in the space above. */
const framePad = 20
export const frameTitle = 32

/** Where each step and note is drawn, by id. `strips` are the steps that show the state of a run. */
export function boxesOf(graph: Graph, strips: ReadonlySet<string>): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const node of graph.nodes) boxes.set(node.id, { id: node.id, ...node.position, ...cardSize({ strip: strips.has(node.id), collapsed: node.collapsed }) })
  for (const note of graph.notes ?? []) boxes.set(note.id, { id: note.id, ...note.position, ...note.size })
  return boxes
}

/** `boxes` of steps and notes with those of groups beside them: frames, and cards where a group is drawn as one. */
export function withGroups(graph: Graph, boxes: ReadonlyMap<string, Box>, opened: ReadonlySet<string>): Map<string, Box> {
  const all = new Map(boxes)
  for (const group of outerFirst(graph.groups ?? []).reverse()) {
    const frame = frameOf(group, all)
    all.set(group.id, isFolded(group, opened) ? { ...frame, ...cardSize({ strip: false }) } : frame)
  }
  return all
}

/** Whether a group is drawn as a card, where it is drawn at all. */
export function isFolded(group: GraphGroup, opened: ReadonlySet<string>): boolean {
  return group.collapsed && !opened.has(group.id)
}

/** The frame around a group's members, whose boxes are known. */
export function frameOf(group: GraphGroup, boxes: ReadonlyMap<string, Box>): Box {
  const own = group.members.flatMap((id) => boxes.get(id) ?? [])
  const left = Math.min(...own.map((box) => box.x)) - framePad
  const top = Math.min(...own.map((box) => box.y)) - framePad - frameTitle
  const right = Math.max(...own.map((box) => box.x + box.width)) + framePad
  const bottom = Math.max(...own.map((box) => box.y + box.height)) + framePad
  return { id: group.id, x: left, y: top, width: right - left, height: bottom - top }
}

/** The outermost group drawn as a card of each step, note and group that lies in one. */
export function foldedInto(graph: Graph, opened: ReadonlySet<string>): Map<string, string> {
  const folded = new Map<string, string>()
  for (const group of outerFirst(graph.groups ?? [])) {
    if (!isFolded(group, opened) || folded.has(group.id)) continue
    const inside = insideOf(graph.groups, group.id)
    for (const id of [...inside.leaves, ...inside.groups]) folded.set(id, group.id)
  }
  return folded
}

/** A port of a member at which a wire from or to outside ends, as the group's card shows it. */
export interface OuterPort {
  /** `step/port`: what the wire's handle on the card is called. */
  name: string
  label: string
  type: string
}

/** The ports through which a group is wired to the rest, each once, in the order of its steps and of their ports. */
export function outerPorts(graph: Graph, group: GraphGroup): { inputs: OuterPort[]; outputs: OuterPort[] } {
  const inside = new Set(leavesOf(graph.groups, group.id))
  const [entered, left] = [new Set<string>(), new Set<string>()]
  for (const { from, to } of graph.edges) {
    if (inside.has(to.node) && !inside.has(from.node)) entered.add(`${to.node}/${to.port}`)
    if (inside.has(from.node) && !inside.has(to.node)) left.add(`${from.node}/${from.port}`)
  }
  const ports = (side: 'inputs' | 'outputs', wired: ReadonlySet<string>): OuterPort[] => {
    const all = graph.nodes
      .filter((node) => inside.has(node.id))
      .flatMap((node) => (findComponent(node.component)?.[side] ?? []).map((port) => ({ name: `${node.id}/${port.name}`, label: `${titleOf(node)} · ${port.label}`, type: port.type })))
    const known = new Set(all.map((port) => port.name))
    // A component that this studio does not have still has wires.
    const others = [...wired].filter((name) => !known.has(name)).map((name) => ({ name, label: name, type: 'any' }))
    return [...all.filter((port) => wired.has(port.name)), ...others]
  }
  return { inputs: ports('inputs', entered), outputs: ports('outputs', left) }
}

/** The step and port that a handle stands for: on a group's card its name says both. */
export function endOf(node: string, handle: string): { node: string; port: string } {
  const at = handle.indexOf('/')
  return at < 0 ? { node, port: handle } : { node: handle.slice(0, at), port: handle.slice(at + 1) }
}

/** The open group whose frame holds the middle of `box`, the smallest where frames overlap; neither `box`'s own group nor one inside of it. */
export function groupUnder(graph: Graph, boxes: ReadonlyMap<string, Box>, opened: ReadonlySet<string>, box: Box): GraphGroup | undefined {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const parents = parentsOf(graph.groups)
  const hits = (graph.groups ?? [])
    .filter((group) => [group, ...groupsAround(parents, group.id)].every((each) => each.id !== box.id && !isFolded(each, opened)))
    .map((group) => ({ group, frame: boxes.get(group.id)! }))
    .filter(({ frame }) => x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height)
  return hits.sort((a, b) => a.frame.width * a.frame.height - b.frame.width * b.frame.height)[0]?.group
}
