import { groupMap, groupsOf, membersOf } from '@/lib/drafts/marks'
import type { GraphGroup, MarkColor } from '@/lib/graph/marks'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'
import { idsOf, newStepId } from './new-step-id'

/** Puts steps and notes into a new group, out of those in which they were. The answer is its id; undefined with nothing to group. */
export function groupSteps(draft: Draft, ids: readonly string[]): string | undefined {
  const graph = draft.graph.get()
  const members = membersIn(graph, ids)
  if (members.length === 0) return undefined
  const id = newStepId('canvas.group', idsOf(graph))
  const group: GraphGroup = { id, title: '', color: 'blue', collapsed: false, members }
  draft.change(`group ${members.length === 1 ? 'a step' : `${members.length} steps`}`, (doc) => {
    for (const other of graph.groups ?? []) for (const member of members) membersOf(doc, other.id)?.delete(member)
    groupsOf(doc).set(id, groupMap(group))
  })
  return id
}

/** Takes frames away; what was in them stays. The answer is what was in them. */
export function ungroup(draft: Draft, ids: readonly string[]): string[] {
  const groups = draft.graph.get().groups?.filter((group) => ids.includes(group.id)) ?? []
  if (groups.length === 0) return []
  draft.change(groups.length === 1 ? 'ungroup' : `ungroup ${groups.length} groups`, (doc) => {
    for (const group of groups) groupsOf(doc).delete(group.id)
  })
  return groups.flatMap((group) => group.members)
}

/** Names a group; empty makes it “Group”. */
export function nameGroup(draft: Draft, id: string, title: string): void {
  set(draft, id, 'title', title.trim().slice(0, 200), 'name a group')
}

export function colorGroup(draft: Draft, id: string, color: MarkColor): void {
  set(draft, id, 'color', color, 'colour a group')
}

/** Draws a group as one card, or its steps again. */
export function foldGroup(draft: Draft, id: string, collapsed: boolean): void {
  set(draft, id, 'collapsed', collapsed, collapsed ? 'collapse a group' : 'expand a group')
}

/** Takes one step or note out of its group. */
export function leaveGroup(draft: Draft, member: string): void {
  const group = groupOf(draft.graph.get(), member)
  if (group) draft.change('take out of the group', (doc) => void membersOf(doc, group.id)?.delete(member))
}

export function groupOf(graph: Graph, member: string): GraphGroup | undefined {
  return graph.groups?.find((group) => group.members.includes(member))
}

/** Steps and notes as they are; a group as what is in it. Each once. */
export function membersIn(graph: Graph, ids: readonly string[]): string[] {
  const items = new Set([...graph.nodes, ...(graph.notes ?? [])].map((item) => item.id))
  const named = ids.flatMap((id) => (items.has(id) ? [id] : (graph.groups?.find((group) => group.id === id)?.members ?? [])))
  return [...new Set(named)]
}

function set(draft: Draft, id: string, key: 'title' | 'color' | 'collapsed', value: unknown, label: string): void {
  const group = draft.graph.get().groups?.find((other) => other.id === id)
  if (!group || group[key] === value) return
  draft.change(label, (doc) => void groupsOf(doc).get(id)?.set(key, value))
}
