import type { Change } from './diff'
import type { GraphGroup, GraphNote, Marks } from './marks'
import { titleOf } from './wiring'
import type { GraphNode } from './schema'

/** What is different in notes and groups. Places, sizes and colours are left out, and so are bookmarks. */
export function markChanges(a: Marks & { nodes: GraphNode[] }, b: Marks & { nodes: GraphNode[] }): Change[] {
  return [
    ...compare(a.notes ?? [], b.notes ?? [], noteTitle, (old, now) => (old.text === now.text ? [] : [`${noteTitle(old)}: text changed`])),
    ...compare(a.groups ?? [], b.groups ?? [], groupTitle, (old, now) => groupChanges(old, now, a, b)),
  ]
}

function compare<T extends { id: string }>(before: readonly T[], after: readonly T[], title: (mark: T) => string, changes: (old: T, now: T) => string[]): Change[] {
  const had = new Map(before.map((mark) => [mark.id, mark]))
  const has = new Set(after.map((mark) => mark.id))
  const found = after.flatMap((mark): Change[] => {
    const old = had.get(mark.id)
    if (!old) return [{ kind: 'added', node: mark.id, text: `Added ${title(mark)}` }]
    return changes(old, mark).map((text) => ({ kind: 'changed', node: mark.id, text }))
  })
  return [...found, ...before.filter((mark) => !has.has(mark.id)).map((mark): Change => ({ kind: 'removed', node: mark.id, text: `Removed ${title(mark)}` }))]
}

function groupChanges(old: GraphGroup, now: GraphGroup, a: Parameters<typeof markChanges>[0], b: Parameters<typeof markChanges>[1]): string[] {
  const nameIn = (marks: Parameters<typeof markChanges>[0], id: string) => {
    const step = marks.nodes.find((node) => node.id === id)
    const inner = marks.groups?.find((group) => group.id === id)
    return step ? titleOf(step) : inner ? groupTitle(inner) : 'a note'
  }
  const [had, has] = [new Set(old.members), new Set(now.members)]
  return [
    ...(old.title === now.title ? [] : [`${groupTitle(now)}: renamed from “${old.title || 'Group'}”`]),
    ...now.members.filter((id) => !had.has(id)).map((id) => `${groupTitle(now)}: ${nameIn(b, id)} added`),
    ...old.members.filter((id) => !has.has(id)).map((id) => `${groupTitle(now)}: ${nameIn(a, id)} taken out`),
  ]
}

function noteTitle({ text }: Pick<GraphNote, 'text'>): string {
  const line = text.replace(/[#*_`>-]/g, '').trim().split('\n')[0]!.trim()
  return line === '' ? 'an empty note' : `the note “${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`
}

function groupTitle({ title }: Pick<GraphGroup, 'title'>): string {
  return `the group “${title || 'Group'}”`
}
