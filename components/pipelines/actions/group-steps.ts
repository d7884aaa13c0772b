import { groupMap, groupsOf, membersOf } from '@/lib/drafts/marks'
import type { GraphGroup, MarkColor } from '@/lib/graph/marks'
import { commonGroup, groupsAround, leavesOf, outermost, parentsOf } from '@/lib/graph/nesting'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'
import { idsOf, newStepId } from './new-step-id'

/**
 * Puts steps, notes and groups into a new group, which lies in the innermost group that held all of them. The answer is its id;
 * undefined with nothing to group.
 */
export function groupSteps(draft: Draft, ids: readonly string[]): string | undefined {
  const graph = draft.graph.get()
  const known = new Set(idsOf(graph))
  const members = outermost(graph.groups, ids.filter((id) => known.has(id)))
  if (members.length === 0) return undefined
  const id = newStepId('canvas.group', idsOf(graph))
  const group: GraphGroup = { id, title: '', color: 'blue', collapsed: false, members }
  const around = commonGroup(graph.groups, members)
  const groups = members.filter((member) => graph.groups?.some((other) => other.id === member)).length
  draft.change(`group ${wordsFor(members.length, groups)}`, (doc) => {
    for (const other of graph.groups ?? []) for (const member of members) membersOf(doc, other.id)?.delete(member)
    groupsOf(doc).set(id, groupMap(group))
    if (around) membersOf(doc, around.id)?.set(id, true)
  })
  return id
}

function wordsFor(all: number, groups: number): string {
  if (groups === all) return all === 1 ? 'a group' : `${all} groups`
  return all === 1 ? 'a step' : `${all} ${groups > 0 ? 'items' : 'steps'}`
}

/** Takes frames away; what was in them stays, in the group around. The answer is what was in them. */
export function ungroup(draft: Draft, ids: readonly string[]): string[] {
  const graph = draft.graph.get()
  const groups = graph.groups?.filter((group) => ids.includes(group.id)) ?? []
  if (groups.length === 0) return []
  const gone = new Set(groups.map((group) => group.id))
  const parents = parentsOf(graph.groups)
  draft.change(groups.length === 1 ? 'ungroup' : `ungroup ${groups.length} groups`, (doc) => {
    for (const group of groups) {
      const around = groupsAround(parents, group.id).find((outer) => !gone.has(outer.id))
      if (around) for (const member of group.members) if (!gone.has(member)) membersOf(doc, around.id)?.set(member, true)
      groupsOf(doc).delete(group.id)
    }
  })
  return groups.flatMap((group) => group.members.filter((member) => !gone.has(member)))
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

/** Takes one step, note or group out of its group, into the group around that, if there is one. */
export function leaveGroup(draft: Draft, member: string): void {
  const [group, around] = groupsAround(parentsOf(draft.graph.get().groups), member)
  if (!group) return
  draft.change('take out of the group', (doc) => {
    membersOf(doc, group.id)?.delete(member)
    if (around) membersOf(doc, around.id)?.set(member, true)
  })
}

export function groupOf(graph: Graph, member: string): GraphGroup | undefined {
  return graph.groups?.find((group) => group.members.includes(member))
}

/** Steps and notes as they are; a group as the steps and notes in it, at any depth. Each once. */
export function membersIn(graph: Graph, ids: readonly string[]): string[] {
  const items = new Set([...graph.nodes, ...(graph.notes ?? [])].map((item) => item.id))
  const named = ids.flatMap((id) => (items.has(id) ? [id] : leavesOf(graph.groups, id)))
  return [...new Set(named)]
}

function set(draft: Draft, id: string, key: 'title' | 'color' | 'collapsed', value: unknown, label: string): void {
  const group = draft.graph.get().groups?.find((other) => other.id === id)
  if (!group || group[key] === value) return
  draft.change(label, (doc) => void groupsOf(doc).get(id)?.set(key, value))
}
